import { type CelNode } from './cel-ast.ts';
import { CelError, noOverload } from './cel-error.ts';
import { celCompare } from './cel-equality.ts';
import { type CelMeter } from './cel-meter.ts';
import { type CelScope } from './cel-scope.ts';
import { CelList, CelLiteralMap, CelMap, CelOptional, type CelValue, typeNameOf } from './cel-value.ts';

/** Evaluates a part of an expression. */
export type Evaluate = (node: CelNode, scope: CelScope | undefined, meter: CelMeter) => CelValue;
/** What looks like a call and isn't: it binds variables, or looks at an expression. Undefined where it is a call after all. */
export type CelMacro = (call: Extract<CelNode, { is: 'call' }>, scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate) => CelValue | undefined;

/**
 * The macros of CEL and of the extensions that Kubernetes enables.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros
 */
export const CEL_MACROS: ReadonlyMap<string, CelMacro> = new Map<string, CelMacro>([
  ['has', has],
  ['all', comprehension((each, scope, meter, test) => decide(each, false, (item) => test(item, scope, meter)))],
  ['exists', comprehension((each, scope, meter, test) => decide(each, true, (item) => test(item, scope, meter)))],
  ['exists_one', comprehension(one)],
  ['existsOne', comprehension(one)],
  ['filter', filter],
  ['map', map],
  ['transformList', transformList],
  ['transformMap', transformMap],
  ['transformMapEntry', transformMapEntry],
  ['sortBy', sortBy],
  ['optMap', (call, scope, meter, evaluate) => optional(call, scope, meter, evaluate, (value) => new CelOptional(value))],
  ['optFlatMap', (call, scope, meter, evaluate) => optional(call, scope, meter, evaluate, (value) => value)],
]);

function has({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const [node] = args;
  if (target !== undefined || args.length !== 1 || node?.is !== 'select') return undefined;
  const of = evaluate(node.of, scope, meter);
  const value = of instanceof CelOptional ? of.value : of;
  if (value === undefined) return false;
  if (!(value instanceof CelMap)) throw noOverload(`has(${typeNameOf(value)}.${node.field})`);
  return value.has(node.field);
}

/** An item of a list with its index, or an entry of a map with its key. */
type Item = readonly [key: CelValue, value: CelValue];
type Test = (item: Item, scope: CelScope | undefined, meter: CelMeter) => CelValue;

function comprehension(judge: (items: readonly Item[], scope: CelScope | undefined, meter: CelMeter, test: Test) => CelValue): CelMacro {
  return ({ target, args }, scope, meter, evaluate) => {
    const names = namesIn(args, args.length - 1);
    if (target === undefined || names === undefined || args.length < 2 || args.length > 3) return undefined;
    const of = evaluate(target, scope, meter);
    const body = args.at(-1)!;
    return judge(itemsOf(of, meter), scope, meter, (item, outer) => evaluate(body, bound(outer, names, item, of), meter));
  };
}

/** The names that a macro binds: one, for items of a list or keys of a map; or two, for both. */
function namesIn(args: readonly CelNode[], count: number): readonly string[] | undefined {
  const names = args.slice(0, count).flatMap((arg) => (arg.is === 'name' ? [arg.name] : []));
  return names.length === count ? names : undefined;
}

function bound(outer: CelScope | undefined, names: readonly string[], [key, value]: Item, of: CelValue): CelScope {
  if (names.length === 1) return { name: names[0]!, value: of instanceof CelMap ? key : value, outer };
  return { name: names[1]!, value, outer: { name: names[0]!, value: key, outer } };
}

function itemsOf(of: CelValue, meter: CelMeter): readonly Item[] {
  if (of instanceof CelList) {
    meter.spend(of.items.length);
    return of.items.map((item, index): Item => [BigInt(index), item]);
  }
  if (of instanceof CelMap) {
    meter.spend(of.size);
    return of.keys().map((key): Item => [key, of.get(key)!]);
  }
  throw noOverload(`items of ${typeNameOf(of)}`);
}

/** All and exists: a failure counts only where no other item decides. */
function decide(items: readonly Item[], decides: boolean, test: (item: Item) => CelValue): CelValue {
  let failure: CelError | undefined;
  for (const item of items) {
    try {
      const value = test(item);
      if (value === decides) return decides;
      if (typeof value !== 'boolean') failure ??= noOverload(`a condition that is ${typeNameOf(value)}`);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      failure ??= error;
    }
  }
  if (failure !== undefined) throw failure;
  return !decides;
}

function one(items: readonly Item[], scope: CelScope | undefined, meter: CelMeter, test: Test): CelValue {
  let count = 0;
  for (const item of items) if (truth(test(item, scope, meter))) count++;
  return count === 1;
}

function truth(value: CelValue): boolean {
  if (typeof value !== 'boolean') throw noOverload(`a condition that is ${typeNameOf(value)}`);
  return value;
}

function filter({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const names = namesIn(args, 1);
  if (target === undefined || args.length !== 2 || names === undefined) return undefined;
  const of = evaluate(target, scope, meter);
  const kept = itemsOf(of, meter).filter((item) => truth(evaluate(args[1]!, bound(scope, names, item, of), meter)));
  return new CelList(kept.map(([key, value]) => (of instanceof CelMap ? key : value)));
}

function map({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const names = namesIn(args, 1);
  if (target === undefined || names === undefined || args.length < 2 || args.length > 3) return undefined;
  const of = evaluate(target, scope, meter);
  const scopes = itemsOf(of, meter).map((item) => bound(scope, names, item, of));
  const kept = args.length === 3 ? scopes.filter((inner) => truth(evaluate(args[1]!, inner, meter))) : scopes;
  return new CelList(kept.map((inner) => evaluate(args.at(-1)!, inner, meter)));
}

function transformList({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const transformed = transformedItems(target, args, scope, meter, evaluate);
  return transformed === undefined ? undefined : new CelList(transformed.map(([, value]) => value));
}

function transformMap({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const transformed = transformedItems(target, args, scope, meter, evaluate);
  if (transformed === undefined) return undefined;
  const made = new CelLiteralMap();
  for (const [key, value] of transformed) made.add(key, value);
  return made;
}

function transformMapEntry({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const transformed = transformedItems(target, args, scope, meter, evaluate);
  if (transformed === undefined) return undefined;
  const made = new CelLiteralMap();
  for (const [, entry] of transformed) {
    if (!(entry instanceof CelMap)) throw noOverload(`an entry that is ${typeNameOf(entry)}`);
    for (const key of entry.keys()) made.add(key, entry.get(key)!);
  }
  return made;
}

function transformedItems(target: CelNode | undefined, args: readonly CelNode[], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): readonly Item[] | undefined {
  const names = namesIn(args, 2);
  if (target === undefined || names === undefined || args.length < 3 || args.length > 4) return undefined;
  const of = evaluate(target, scope, meter);
  return itemsOf(of, meter).flatMap((item): readonly Item[] => {
    const inner = bound(scope, names, item, of);
    if (args.length === 4 && !truth(evaluate(args[2]!, inner, meter))) return [];
    return [[item[0], evaluate(args.at(-1)!, inner, meter)]];
  });
}

function sortBy({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate): CelValue | undefined {
  const names = namesIn(args, 1);
  if (target === undefined || args.length !== 2 || names === undefined) return undefined;
  const of = evaluate(target, scope, meter);
  const keyed = itemsOf(of, meter).map((item) => [evaluate(args[1]!, bound(scope, names, item, of), meter), item[1]] as const);
  meter.spend(keyed.length * Math.ceil(Math.log2(keyed.length + 1)));
  return new CelList(keyed.sort(([a], [b]) => celCompare(a, b)).map(([, value]) => value));
}

function optional({ target, args }: Parameters<CelMacro>[0], scope: CelScope | undefined, meter: CelMeter, evaluate: Evaluate, wrap: (value: CelValue) => CelValue): CelValue | undefined {
  const names = namesIn(args, 1);
  if (target === undefined || args.length !== 2 || names === undefined) return undefined;
  const of = evaluate(target, scope, meter);
  if (!(of instanceof CelOptional)) throw noOverload(`optMap of ${typeNameOf(of)}`);
  return of.value === undefined ? of : wrap(evaluate(args[1]!, { name: names[0]!, value: of.value, outer: scope }, meter));
}
