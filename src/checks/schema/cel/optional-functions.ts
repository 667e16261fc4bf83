import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { CelDuration, CelList, CelMap, CelOptional, CelTime, CelUint, type CelValue } from './cel-value.ts';

/** What makes a value that may be missing, and what takes it out. */
export const OPTIONAL_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  'optional.of': ([value]) => new CelOptional(value),
  'optional.none': () => new CelOptional(undefined),
  'optional.ofNonZeroValue': ([value]) => new CelOptional(isZero(value!) ? undefined : value),
  hasValue: ([value]) => (value instanceof CelOptional ? value.value !== undefined : undefined),
  value: ([value]) => (value instanceof CelOptional ? (value.value === undefined ? none() : value.value) : undefined),
  or: ([value, other]) => (value instanceof CelOptional && other instanceof CelOptional ? (value.value === undefined ? other : value) : undefined),
  orValue: ([value, other]) => (value instanceof CelOptional ? (value.value === undefined ? other : value.value) : undefined),
};

/** Null, too, is a value; only what is missing has none. */
function none(): CelValue {
  throw new CelError('optional.none() dereference');
}

function isZero(value: CelValue): boolean {
  if (value === null || typeof value !== 'object') return value === null || value === false || value === 0n || value === 0 || value === '';
  if (value instanceof CelList) return value.items.length === 0;
  if (value instanceof CelMap) return value.size === 0;
  if (value instanceof CelUint) return value.value === 0n;
  if (value instanceof Uint8Array) return value.length === 0;
  if (value instanceof CelTime) return value.nanos === FIRST_MOMENT;
  return value instanceof CelDuration && value.nanos === 0n;
}

/** The first of January of the year 1, which is Go's zero. */
const FIRST_MOMENT = -62_135_596_800_000_000_000n;
