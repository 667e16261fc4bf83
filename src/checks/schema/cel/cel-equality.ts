import { noOverload } from './cel-error.ts';
import { CelDuration, CelList, CelMap, CelOpaque, CelOptional, CelTime, CelType, CelUint, type CelValue, typeNameOf } from './cel-value.ts';
import { type CelMeter } from './cel-meter.ts';

/** Whether two values are equal; values of types that don't compare are not. */
export function celEquals(a: CelValue, b: CelValue, meter: CelMeter): boolean {
  meter.spend(1);
  if (a === b) return true;
  if (typeof a === 'string' || typeof b === 'string') {
    meter.spend(typeof a === 'string' ? a.length / 10 : 0);
    return false;
  }
  const [left, right] = [numeric(a), numeric(b)];
  // JavaScript compares a bigint and a number by value, exactly.
  // eslint-disable-next-line eqeqeq -- a bigint and a number are never identical
  if (left !== undefined && right !== undefined) return left == right;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof CelList) return b instanceof CelList && listsEqual(a, b, meter);
  if (a instanceof CelMap) return b instanceof CelMap && mapsEqual(a, b, meter);
  if (a instanceof CelTime || a instanceof CelDuration) return a.constructor === b.constructor && a.nanos === (b as CelTime).nanos;
  if (a instanceof CelType) return b instanceof CelType && a.name === b.name;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (a instanceof CelOptional) return b instanceof CelOptional && (a.value === undefined || b.value === undefined ? a.value === b.value : celEquals(a.value, b.value, meter));
  return a instanceof CelOpaque && b instanceof CelOpaque && a.type === b.type && a.equals(b);
}

/**
 * Less than zero, zero or more, as `a` is less than, equal to or more than `b`; `NaN` where neither.
 * @throws {CelError} for types without an order
 */
export function celCompare(a: CelValue, b: CelValue): number {
  const [left, right] = [numeric(a), numeric(b)];
  if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : left >= right ? 0 : Number.NaN;
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if ((a instanceof CelTime && b instanceof CelTime) || (a instanceof CelDuration && b instanceof CelDuration)) return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  throw noOverload(`compare ${typeNameOf(a)} with ${typeNameOf(b)}`);
}

function numeric(value: CelValue): bigint | number | undefined {
  return typeof value === 'bigint' || typeof value === 'number' ? value : value instanceof CelUint ? value.value : undefined;
}

/** Go compares the bytes of UTF-8, which is the order of code points, not of JavaScript's code units. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  return compareBytes(new TextEncoder().encode(a), new TextEncoder().encode(b));
}

const SURROGATE = /[\ud800-\udfff]/;

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) if (a[index] !== b[index]) return a[index]! - b[index]!;
  return a.length - b.length;
}

function listsEqual(a: CelList, b: CelList, meter: CelMeter): boolean {
  if (a.items.length !== b.items.length) return false;
  if (a.sort === undefined) return a.items.every((item, index) => celEquals(item, b.items[index]!, meter));
  // A set, or a map by its keys, which are part of its items.
  return a.items.every((item) => b.items.some((other) => celEquals(item, other, meter)));
}

function mapsEqual(a: CelMap, b: CelMap, meter: CelMeter): boolean {
  if (a.size !== b.size) return false;
  return a.keys().every((key) => {
    const [left, right] = [a.get(key), b.get(key)];
    return left !== undefined && right !== undefined && celEquals(left, right, meter);
  });
}
