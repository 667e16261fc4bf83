import { type CelNode } from './cel-ast.ts';
import { CelError, CelNotEvaluated, noOverload } from './cel-error.ts';
import { CEL_FUNCTIONS } from './cel-functions.ts';
import { CEL_MACROS } from './cel-macros.ts';
import { type CelMeter } from './cel-meter.ts';
import { type CelScope, lookUp } from './cel-scope.ts';
import { CelList, CelLiteralMap, CelMap, CelOptional, CelType, CelUint, type CelValue, typeNameOf } from './cel-value.ts';

/**
 * The value of an expression.
 * @throws {CelError} where the API server's evaluation fails too
 * @throws {CelNotEvaluated} for what isn't known here, and beyond the budget
 */
export function evaluateCel(node: CelNode, scope: CelScope | undefined, meter: CelMeter): CelValue {
  meter.spend(1);
  switch (node.is) {
    case 'literal':
      return node.value;
    case 'name': {
      const found = lookUp(scope, node.name) ?? TYPES.get(node.name);
      if (found === undefined) throw new CelNotEvaluated(`there is no variable ${node.name}`);
      return found;
    }
    case 'select':
      return select(evaluateCel(node.of, scope, meter), node.field, node.optional);
    case 'index':
      return index(evaluateCel(node.of, scope, meter), evaluateCel(node.index, scope, meter), node.optional);
    case 'list':
      return listOf(node, scope, meter);
    case 'map':
      return mapOf(node, scope, meter);
    case 'struct':
      throw new CelNotEvaluated(`there is no type ${node.type} here`);
    case 'call':
      return call(node, scope, meter);
  }
}

type Call = Extract<CelNode, { is: 'call' }>;

function call(node: Call, scope: CelScope | undefined, meter: CelMeter): CelValue {
  const { name, target, args } = node;
  if (target === undefined) {
    switch (name) {
      case '&&':
        return logical(node, scope, meter, false);
      case '||':
        return logical(node, scope, meter, true);
      case '?:': {
        const condition = evaluateCel(args[0]!, scope, meter);
        if (typeof condition !== 'boolean') throw noOverload('a condition that is not bool');
        return evaluateCel(condition ? args[1]! : args[2]!, scope, meter);
      }
      default:
    }
  }
  const macro = CEL_MACROS.get(name);
  const expanded = macro?.(node, scope, meter, evaluateCel);
  if (expanded !== undefined) return expanded;
  const space = namespaceOf(target, scope);
  const full = space === undefined ? name : `${space}.${name}`;
  const apply = CEL_FUNCTIONS.get(full);
  if (apply === undefined) throw new CelNotEvaluated(`there is no function ${full} here`);
  const values = args.map((arg) => evaluateCel(arg, scope, meter));
  const all = target === undefined || space !== undefined ? values : [evaluateCel(target, scope, meter), ...values];
  const result = apply(all, meter);
  if (result === undefined) throw noOverload(`${full}(${all.map(typeNameOf).join(', ')})`);
  return result;
}

/** `ip` in `ip.isCanonical(...)`, which is no variable but part of the name. */
function namespaceOf(target: CelNode | undefined, scope: CelScope | undefined): string | undefined {
  return target?.is === 'name' && NAMESPACES.has(target.name) && lookUp(scope, target.name) === undefined ? target.name : undefined;
}

/** The names that functions of libraries begin with. */
export const NAMESPACES: ReadonlySet<string> = new Set(['ip', 'format', 'sets', 'optional', 'strings', 'lists']);

/** One side that decides makes up for a failure of the other, in whatever order they stand. */
function logical({ args }: Call, scope: CelScope | undefined, meter: CelMeter, decides: boolean): CelValue {
  let failure: CelError | undefined;
  for (const arg of args) {
    try {
      const value = evaluateCel(arg, scope, meter);
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

function select(of: CelValue, field: string, optional: boolean): CelValue {
  if (of instanceof CelOptional) return of.value === undefined ? of : new CelOptional(fieldOf(of.value, field));
  const value = fieldOf(of, field);
  if (optional) return new CelOptional(value);
  if (value === undefined) throw new CelError(`no such key: ${field}`);
  return value;
}

function fieldOf(of: CelValue, field: string): CelValue | undefined {
  if (of instanceof CelMap) return of.get(field);
  throw noOverload(`${typeNameOf(of)}.${field}`);
}

function index(of: CelValue, key: CelValue, optional: boolean): CelValue {
  if (of instanceof CelOptional) return of.value === undefined ? of : new CelOptional(entryOf(of.value, key));
  const value = entryOf(of, key);
  if (optional) return new CelOptional(value);
  if (value === undefined) throw new CelError(of instanceof CelList ? `index out of bounds: ${String(key)}` : `no such key: ${String(key)}`);
  return value;
}

function entryOf(of: CelValue, key: CelValue): CelValue | undefined {
  if (of instanceof CelMap) return of.get(key);
  const place = key instanceof CelUint ? key.value : typeof key === 'number' && Number.isInteger(key) ? BigInt(key) : key;
  if (!(of instanceof CelList) || typeof place !== 'bigint') throw noOverload(`${typeNameOf(of)}[${typeNameOf(key)}]`);
  return place < 0n ? undefined : of.items[Number(place)];
}

function listOf(node: Extract<CelNode, { is: 'list' }>, scope: CelScope | undefined, meter: CelMeter): CelList {
  const items: CelValue[] = [];
  for (const { value, optional } of node.items) {
    const item = present(evaluateCel(value, scope, meter), optional);
    if (item !== undefined) items.push(item);
  }
  return new CelList(items);
}

function mapOf(node: Extract<CelNode, { is: 'map' }>, scope: CelScope | undefined, meter: CelMeter): CelMap {
  const map = new CelLiteralMap();
  for (const { key, value, optional } of node.entries) {
    const name = evaluateCel(key, scope, meter);
    const entry = present(evaluateCel(value, scope, meter), optional);
    if (entry !== undefined) map.add(name, entry);
  }
  return map;
}

function present(value: CelValue, optional: boolean): CelValue | undefined {
  if (!optional) return value;
  if (!(value instanceof CelOptional)) throw noOverload(`?${typeNameOf(value)}`);
  return value.value;
}

const TYPES: ReadonlyMap<string, CelType> = new Map(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint'].map((name) => [name, new CelType(name)]));
