import { type Problem, quoted, UserError } from './problem.ts';

/**
 * A Kubernetes quantity, exact: `500m`, `1Gi`, `1e3`.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export interface Quantity {
  /** The value in billionths, the finest a quantity can be. */
  readonly nano: bigint;
  /** The family of suffixes it was written with, and is written with again. */
  readonly format: QuantityFormat;
}

/** `Mi` is BinarySI, `M`, `m` and no suffix are DecimalSI, `e6` is DecimalExponent. */
export type QuantityFormat = 'BinarySI' | 'DecimalSI' | 'DecimalExponent';

/**
 * Reads a quantity. A part finer than a billionth is rounded away from zero, as the API server
 * does; more than 2^63-1, which it cuts silently, is refused.
 * @throws {UserError} with the allowed forms and the nearest right one
 */
export function parseQuantity(text: string): Quantity {
  const quantity = read(text);
  if (typeof quantity === 'string') throw new UserError(describe(text, quantity));
  return quantity;
}

/** What is wrong with a quantity, without a place; `undefined` when it is right. */
export function quantityProblem(text: string): Problem | undefined {
  const quantity = read(text);
  return typeof quantity === 'string' ? describe(text, quantity) : undefined;
}

/**
 * A quantity in the form the API server answers with, so that nothing differs after a sync:
 * no fraction, the largest suffix of its family that keeps the value: `0.5` is `500m`, `1024Mi`
 * is `1Gi`, `1000m` is `1`.
 * @throws {UserError} when it is no quantity
 */
export function canonicalQuantity(text: string): string {
  return formatQuantity(parseQuantity(text));
}

/** The canonical text of a quantity, of the same family of suffixes where that can hold the value. */
export function formatQuantity({ nano, format }: Quantity): string {
  if (nano === 0n) return '0';
  const magnitude = nano < 0n ? -nano : nano;
  // Below 1Ki and for fractions a binary suffix would round.
  if (format === 'BinarySI' && magnitude >= 1024n * UNIT && magnitude % UNIT === 0n) return formatBinary(nano / UNIT);
  return formatDecimal(nano, format === 'DecimalExponent');
}

/** Less than zero, zero or more than zero, as `a` is less than, equal to or more than `b`. */
export function compareQuantity(a: string | Quantity, b: string | Quantity): number {
  const left = typeof a === 'string' ? parseQuantity(a).nano : a.nano;
  const right = typeof b === 'string' ? parseQuantity(b).nano : b.nano;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Billionths in one. */
const UNIT = 1_000_000_000n;
const LARGEST = (2n ** 63n - 1n) * UNIT;
const LONGEST = 64;

const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'] as const;
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const FORM = /^([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,3})?$/;

const ALLOWED = 'a number with Ki, Mi, Gi, Ti, Pi, Ei (powers of 1024), with n, u, m, k, M, G, T, P, E (powers of 1000), or with none';

/** The few quantities that come again and again in every object. */
const known = new Map<string, Quantity | string>();
const MOST_KNOWN = 1000;

function read(text: string): Quantity | string {
  const before = known.get(text);
  if (before !== undefined) return before;
  const quantity = readAnew(text);
  if (known.size < MOST_KNOWN) known.set(text, quantity);
  return quantity;
}

function readAnew(text: string): Quantity | string {
  const match = text.length <= LONGEST ? FORM.exec(text) : null;
  if (match === null) return `${quoted(text)} is not a quantity`;
  const [, sign, number = '', suffix = ''] = match;
  const point = number.indexOf('.');
  const digits = BigInt(number.replace('.', ''));
  const decimals = point === -1 ? 0 : number.length - point - 1;
  const { factor, exponent, format } = readSuffix(suffix);
  const shift = exponent - decimals;
  const magnitude = shift >= 0 ? digits * factor * 10n ** BigInt(shift) : divideUp(digits * factor, 10n ** BigInt(-shift));
  if (magnitude > LARGEST) return `${quoted(text)} is more than the largest quantity, 2^63-1`;
  return { nano: sign === '-' ? -magnitude : magnitude, format };
}

/** The suffix as a factor and a power of ten, both for a value in billionths. */
function readSuffix(suffix: string): { factor: bigint; exponent: number; format: QuantityFormat } {
  if (suffix.length > 1 && suffix.endsWith('i')) {
    return { factor: 1024n ** BigInt(BINARY.indexOf(suffix as 'Ki')), exponent: 9, format: 'BinarySI' };
  }
  if (suffix.length > 1) return { factor: 1n, exponent: 9 + Number(suffix.slice(1)), format: 'DecimalExponent' };
  return { factor: 1n, exponent: 3 * DECIMAL.indexOf(suffix as 'k'), format: 'DecimalSI' };
}

function divideUp(value: bigint, divisor: bigint): bigint {
  return (value + divisor - 1n) / divisor;
}

function formatBinary(value: bigint): string {
  let rest = value;
  let power = 0;
  while (rest % 1024n === 0n && power < BINARY.length - 1) {
    rest /= 1024n;
    power++;
  }
  return `${rest}${BINARY[power]}`;
}

function formatDecimal(nano: bigint, asExponent: boolean): string {
  let rest = nano;
  let step = 0;
  while (rest % 1000n === 0n && step < DECIMAL.length - 1) {
    rest /= 1000n;
    step++;
  }
  if (!asExponent) return `${rest}${DECIMAL[step]}`;
  return step === 3 ? String(rest) : `${rest}e${(step - 3) * 3}`;
}

function describe(text: string, message: string): Problem {
  const fix = nearest(text);
  return { message, allowed: ALLOWED, ...(fix === undefined ? {} : { fix }) };
}

const LOOSE = /^([+-]?[0-9]*[.,]?[0-9]+)[\s_]*([a-z]*)\.?$/;
const MEANT: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ...['k', 'm', 'g', 't', 'p', 'e'].flatMap((letter): [string, string][] => {
    const binary = `${letter.toUpperCase()}i`;
    return [letter, `${letter}b`, `${letter}i`, `${letter}ib`].map((form) => [form, binary]);
  }),
  ['b', ''],
  ['byte', ''],
  ['bytes', ''],
  ['c', ''],
  ['core', ''],
  ['cores', ''],
  ['cpu', ''],
  ['cpus', ''],
  ['milli', 'm'],
  ['mcpu', 'm'],
  ['mcores', 'm'],
  ['millicores', 'm'],
  ['millicpu', 'm'],
]);

/** The right quantity most like the text: memory is meant far more often than thousands. */
function nearest(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST || trimmed.length === 0) return undefined;
  if (trimmed !== text && typeof read(trimmed) !== 'string') return trimmed;
  const match = LOOSE.exec(trimmed.toLowerCase());
  const suffix = match === null ? undefined : suffixMeant(trimmed, match[2]!);
  if (match === null || suffix === undefined) return undefined;
  const candidate = `${match[1]!.replace(',', '.')}${suffix}`;
  return typeof read(candidate) === 'string' ? undefined : candidate;
}

function suffixMeant(text: string, lower: string): string | undefined {
  const written = /[A-Za-z]*(?=\.?$)/.exec(text)![0];
  // A suffix that was right but for a space or a comma stays what it is.
  if (typeof read(`1${written}`) !== 'string') return written;
  return MEANT.get(lower);
}
