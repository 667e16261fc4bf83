import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { celCompare, celEquals } from './cel-equality.ts';
import { type CelMeter } from './cel-meter.ts';
import { CelDuration, CelList, CelMap, CelTime, CelUint, type CelValue, INT_LEAST, INT_MOST, UINT_MOST } from './cel-value.ts';

/** The operators, by their sign; a minus before a value is `-_`. */
export const OPERATORS: Readonly<Record<string, CelFunction>> = {
  '==': ([a, b], meter) => celEquals(a!, b!, meter),
  '!=': ([a, b], meter) => !celEquals(a!, b!, meter),
  '<': ([a, b]) => celCompare(a!, b!) < 0,
  '<=': ([a, b]) => celCompare(a!, b!) <= 0,
  '>': ([a, b]) => celCompare(a!, b!) > 0,
  '>=': ([a, b]) => celCompare(a!, b!) >= 0,
  '!': ([a]) => (typeof a === 'boolean' ? !a : undefined),
  '-_': ([a]) => (typeof a === 'bigint' ? int(-a) : typeof a === 'number' ? -a : a instanceof CelDuration ? new CelDuration(int(-a.nanos)) : undefined),
  in: ([a, b], meter) => (b instanceof CelList ? isIn(a!, b, meter) : b instanceof CelMap ? b.has(a!) : undefined),
  '+': ([a, b], meter) => plus(a!, b!, meter),
  '-': ([a, b]) => minus(a!, b!),
  '*': ([a, b]) => arithmetic(a!, b!, (x, y) => x * y, (x, y) => x * y),
  '/': ([a, b]) => arithmetic(a!, b!, (x, y) => divide(x, y, 'division by zero'), (x, y) => x / y),
  '%': ([a, b]) => (typeof a === 'number' ? undefined : arithmetic(a!, b!, (x, y) => modulus(x, y), (x, y) => x % y)),
};

function isIn(value: CelValue, list: CelList, meter: CelMeter): boolean {
  meter.spend(list.items.length);
  return list.items.some((item) => celEquals(value, item, meter));
}

function plus(a: CelValue, b: CelValue, meter: CelMeter): CelValue | undefined {
  if (typeof a === 'string' && typeof b === 'string') {
    meter.spend((a.length + b.length) / 10);
    return a + b;
  }
  if (a instanceof CelList && b instanceof CelList) {
    meter.spend(a.items.length + b.items.length);
    return joined(a, b, meter);
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) return new Uint8Array([...a, ...b]);
  if (a instanceof CelTime && b instanceof CelDuration) return new CelTime(a.nanos + b.nanos);
  if (a instanceof CelDuration && b instanceof CelTime) return new CelTime(a.nanos + b.nanos);
  if (a instanceof CelDuration && b instanceof CelDuration) return new CelDuration(int(a.nanos + b.nanos));
  return arithmetic(a, b, (x, y) => x + y, (x, y) => x + y);
}

/** A set takes what it doesn't have, a map by keys replaces what has the same keys. */
function joined(a: CelList, b: CelList, meter: CelMeter): CelList {
  const { sort } = a;
  if (sort === undefined) return new CelList([...a.items, ...b.items]);
  const same = (x: CelValue, y: CelValue): boolean => {
    if (sort === 'set') return celEquals(x, y, meter);
    if (!(x instanceof CelMap) || !(y instanceof CelMap)) return false;
    return sort.every((key) => celEquals(x.get(key) ?? null, y.get(key) ?? null, meter));
  };
  const kept = a.items.map((item) => (sort === 'set' ? item : (b.items.find((other) => same(item, other)) ?? item)));
  return new CelList([...kept, ...b.items.filter((item) => !a.items.some((other) => same(item, other)))], sort);
}

function minus(a: CelValue, b: CelValue): CelValue | undefined {
  if (a instanceof CelTime && b instanceof CelDuration) return new CelTime(a.nanos - b.nanos);
  if (a instanceof CelTime && b instanceof CelTime) return new CelDuration(int(a.nanos - b.nanos));
  if (a instanceof CelDuration && b instanceof CelDuration) return new CelDuration(int(a.nanos - b.nanos));
  return arithmetic(a, b, (x, y) => x - y, (x, y) => x - y);
}

function arithmetic(a: CelValue, b: CelValue, whole: (x: bigint, y: bigint) => bigint, real: (x: number, y: number) => number): CelValue | undefined {
  if (typeof a === 'bigint' && typeof b === 'bigint') return int(whole(a, b));
  if (a instanceof CelUint && b instanceof CelUint) return uint(whole(a.value, b.value));
  return typeof a === 'number' && typeof b === 'number' ? real(a, b) : undefined;
}

function divide(x: bigint, y: bigint, fault: string): bigint {
  if (y === 0n) throw new CelError(fault);
  return x / y;
}

function modulus(x: bigint, y: bigint): bigint {
  if (y === 0n) throw new CelError('modulus by zero');
  return x % y;
}

/** @throws {CelError} beyond 64 bits */
export function int(value: bigint): bigint {
  if (value < INT_LEAST || value > INT_MOST) throw new CelError('integer overflow');
  return value;
}

function uint(value: bigint): CelUint {
  if (value < 0n || value > UINT_MOST) throw new CelError('unsigned integer overflow');
  return new CelUint(value);
}
