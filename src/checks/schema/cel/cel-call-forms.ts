import { type CelNode } from './cel-ast.ts';
import { patternFault } from './cel-pattern.ts';
import { type CelShape, isOpen } from './cel-shape.ts';
import { goDuration } from '../go-duration.ts';
import { timeOf } from './time-text.ts';

/** How a function is called: on what, if on anything, with how many arguments, and what the first one may be. */
interface Form {
  /** `either` counts what it is called on as its first argument. */
  readonly on: 'text' | 'nothing' | 'either';
  readonly count: number;
  readonly takes: readonly CelShape['is'][];
}

const form = (on: Form['on'], count: number, takes: string, names: string): readonly (readonly [string, Form])[] => names.split(' ').map((name) => [name, { on, count, takes: takes.split(' ') as Form['takes'] }] as const);

/** Those that have one form only; what they take else is dynamic. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ...form('text', 1, 'string', 'contains endsWith startsWith'),
  ...form('text', 0, '', 'lowerAscii trim upperAscii'),
  ...form('either', 2, 'string', 'matches'),
  ...form('either', 1, 'string bytes list map', 'size'),
  ...form('nothing', 1, 'string', 'cidr isCIDR isIP isQuantity isURL quantity url'),
  ...form('nothing', 1, 'string duration', 'duration'),
  ...form('nothing', 1, 'string timestamp int', 'timestamp'),
  ...form('nothing', 1, 'string bool', 'bool'),
  ...form('nothing', 1, 'string int uint double', 'double uint'),
  ...form('nothing', 1, 'string int uint double timestamp duration', 'int'),
  ...form('nothing', 1, 'string bytes', 'bytes'),
]);

/** What is wrong with how a function is called; undefined where nothing is known to be. */
export function callFault(name: string, of: CelShape | undefined, args: readonly CelShape[], nodes: readonly CelNode[]): string | undefined {
  const known = FORMS.get(name);
  if (known === undefined) return undefined;
  const { on, count, takes } = known;
  const all = on === 'either' && of !== undefined ? [of, ...args] : args;
  const fits = (shape: CelShape, kinds: readonly string[]): boolean => isOpen(shape) || kinds.includes(shape.is);
  const isPlaced = on === 'either' || (of !== undefined) === (on === 'text');
  const isFitting = isPlaced && all.length === count && all.every((shape) => fits(shape, takes)) && (on !== 'text' || fits(of!, ['string']));
  if (!isFitting) return `no matching overload for '${name}' applied to '${of === undefined ? '' : `${of.is}.`}(${args.map(({ is }) => is).join(', ')})'`;
  const last = nodes.at(-1);
  return last?.is === 'literal' && typeof last.value === 'string' ? literalFault(name, last.value) : undefined;
}

/** What is written out is read before anything is evaluated. */
function literalFault(name: string, text: string): string | undefined {
  if (name === 'duration' && goDuration(text) === undefined) return `invalid duration argument ${JSON.stringify(text)}`;
  if (name === 'timestamp' && timeOf(text) === undefined) return `invalid timestamp argument ${JSON.stringify(text)}`;
  const fault = name === 'matches' ? patternFault(text) : undefined;
  return fault === undefined ? undefined : `invalid matches argument: ${fault}`;
}
