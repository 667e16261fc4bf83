import { type CelNode } from './cel-ast.ts';
import { type CelChecker } from './cel-check.ts';
import { MACRO_ARGS } from './cel-names.ts';
import { BOOL, type CelShape, type CelVariables, INT, isOpen, listShape, STRING, UNKNOWN } from './cel-shape.ts';

type Call = Extract<CelNode, { is: 'call' }>;

/** Whether a call is one of a macro, which binds variables. */
export function isMacro({ name, target, args }: Call): boolean {
  return target !== undefined && (MACRO_ARGS.get(name)?.includes(args.length) ?? false);
}

/** What a macro makes: its body is checked with the variables it binds. */
export function checkMacro({ name, target, args }: Call, variables: CelVariables, checker: CelChecker, depth: number): CelShape {
  const of = checker.shapeOf(target!, variables, depth);
  const count = bindsTwo(name, args.length) ? 2 : 1;
  const names = args.slice(0, count);
  if (names.some(({ is }) => is !== 'name')) return checker.fault(`argument of ${name}() must be a simple name`);
  if (count === 2 && names[0]!.is === 'name' && names[1]!.is === 'name' && names[0]!.name === names[1]!.name) return checker.fault(`duplicate variable name: ${names[0]!.name}`);
  const isOptional = name === 'optMap' || name === 'optFlatMap';
  if (!isOptional && !isOpen(of) && of.is !== 'list' && of.is !== 'map') return checker.fault(`expression of type '${of.is}' cannot be range of a comprehension`);
  const bound = new Map(variables);
  const shapes = isOptional ? [UNKNOWN] : boundShapes(of, count);
  for (const [index, arg] of names.entries()) if (arg.is === 'name') bound.set(arg.name, shapes[index]!);
  const bodies = args.slice(count).map((arg) => checker.shapeOf(arg, bound, depth));
  const test = bodies.length === 2 || TESTS.has(name) ? bodies[0]! : BOOL;
  if (!isOpen(test) && test.is !== 'bool') return checker.fault(`the condition of ${name}() is ${test.is}, not bool`);
  if (name === 'filter') return of.is === 'list' ? of : of.is === 'map' ? listShape(STRING) : UNKNOWN;
  if (name === 'map') return listShape(bodies.at(-1)!);
  return TESTS.has(name) ? BOOL : UNKNOWN;
}

const TESTS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'filter']);

/** Items, or keys; with two variables, an index or key and what stands there. */
function boundShapes(of: CelShape, count: number): readonly CelShape[] {
  const [key, value] = of.is === 'list' ? [INT, of.items] : of.is === 'map' ? [STRING, of.values] : [of, of];
  if (count === 2) return isOpen(of) ? [UNKNOWN, UNKNOWN] : [key, value];
  return [of.is === 'map' ? key : value];
}

function bindsTwo(name: string, count: number): boolean {
  return name.startsWith('transform') || (count === 3 && name !== 'map');
}
