import { quantityFault } from '../quantity-text.ts';
import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { CelOpaque, type CelValue, INT_LEAST, INT_MOST } from './cel-value.ts';

/** A quantity, in billionths. */
class CelQuantity extends CelOpaque {
  readonly type = 'kubernetes.Quantity';

  constructor(readonly nano: bigint) {
    super();
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelQuantity && other.nano === this.nano;
  }
}

/** Kubernetes' quantity library. */
export const QUANTITY_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  quantity: ([text]) => (typeof text === 'string' ? (read(text) ?? fail(text)) : undefined),
  isQuantity: ([text]) => (typeof text === 'string' ? read(text) !== undefined : undefined),
  sign: onQuantity(({ nano }) => (nano > 0n ? 1n : nano < 0n ? -1n : 0n)),
  isInteger: onQuantity(({ nano }) => isInt(nano)),
  asInteger: onQuantity(({ nano }) => {
    if (!isInt(nano)) throw new CelError('cannot convert value to integer');
    return nano / UNIT;
  }),
  asApproximateFloat: onQuantity(({ nano }) => Number(nano) / 1e9),
  add: onTwo((a, b) => new CelQuantity(a + b)),
  sub: onTwo((a, b) => new CelQuantity(a - b)),
  isGreaterThan: onTwo((a, b) => a > b),
  isLessThan: onTwo((a, b) => a < b),
  compareTo: onTwo((a, b) => (a > b ? 1n : a < b ? -1n : 0n)),
};

const UNIT = 1_000_000_000n;
/** Beyond this the API server's own arithmetic is cut, or slow. */
const LARGEST_EXPONENT = 300;

function isInt(nano: bigint): boolean {
  return nano % UNIT === 0n && nano / UNIT >= INT_LEAST && nano / UNIT <= INT_MOST;
}

function onQuantity(apply: (quantity: CelQuantity) => CelValue): CelFunction {
  return ([quantity, more]) => (quantity instanceof CelQuantity && more === undefined ? apply(quantity) : undefined);
}

function onTwo(apply: (a: bigint, b: bigint) => CelValue): CelFunction {
  return ([a, b]) => {
    if (!(a instanceof CelQuantity)) return undefined;
    const other = b instanceof CelQuantity ? b.nano : typeof b === 'bigint' ? b * UNIT : undefined;
    return other === undefined ? undefined : apply(a.nano, other);
  };
}

function fail(text: string): never {
  throw new CelError(`failed to parse quantity: ${quantityFault(text) ?? 'too large'}`);
}

function read(text: string): CelQuantity | undefined {
  if (text.length > 100 || quantityFault(text) !== undefined || text.trim() !== text) return undefined;
  const [, sign, whole = '', fraction = '', suffix = ''] = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(.*)$/.exec(text)!;
  const binary = BINARY.indexOf(suffix);
  const exponent = /^[eE]./.test(suffix) ? Number(suffix.slice(1)) : binary >= 0 ? 0 : 3 * (DECIMAL.indexOf(suffix) - DECIMAL.indexOf(''));
  if (Math.abs(exponent) > LARGEST_EXPONENT) return undefined;
  const digits = BigInt(`0${whole}${fraction}`) * (binary >= 0 ? 1024n ** BigInt(binary + 1) : 1n);
  const shift = exponent + 9 - fraction.length;
  const divisor = 10n ** BigInt(Math.max(0, -shift));
  // What is finer than a billionth is rounded away from zero.
  const nano = shift >= 0 ? digits * 10n ** BigInt(shift) : (digits + divisor - 1n) / divisor;
  return new CelQuantity(sign === '-' ? -nano : nano);
}

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
