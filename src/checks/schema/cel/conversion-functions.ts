import { goDuration } from '../go-duration.ts';
import { runeCount } from '../runes.ts';
import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { int } from './operators.ts';
import { CelDuration, CelList, CelMap, CelTime, CelType, CelUint, type CelValue, typeNameOf, UINT_MOST } from './cel-value.ts';
import { durationText, timeOf, timeText } from './time-text.ts';

/** What makes a value of one type of another, and what tells a size or type. */
export const CONVERSION_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  size: ([value, ...rest]) => (rest.length > 0 ? undefined : sizeOf(value!)),
  type: ([value]) => new CelType(typeNameOf(value!)),
  dyn: ([value]) => value,
  bool: ([value]) => (typeof value === 'boolean' ? value : typeof value === 'string' ? boolOf(value) : undefined),
  int: ([value]) => intOf(value!),
  uint: ([value]) => uintOf(value!),
  double: ([value]) => doubleOf(value!),
  string: ([value]) => textOf(value!),
  bytes: ([value]) => (typeof value === 'string' ? new TextEncoder().encode(value) : value instanceof Uint8Array ? value : undefined),
  duration: ([value]) => (value instanceof CelDuration ? value : typeof value === 'string' ? durationOf(value) : undefined),
  timestamp: ([value]) => (value instanceof CelTime ? value : typeof value === 'string' ? momentOf(value) : typeof value === 'bigint' ? new CelTime(value * 1_000_000_000n) : undefined),
};

function sizeOf(value: CelValue): CelValue | undefined {
  if (typeof value === 'string') return BigInt(runeCount(value));
  if (value instanceof CelList) return BigInt(value.items.length);
  if (value instanceof CelMap) return BigInt(value.size);
  return value instanceof Uint8Array ? BigInt(value.length) : undefined;
}

function boolOf(text: string): boolean {
  if (TRUE.has(text)) return true;
  if (FALSE.has(text)) return false;
  throw new CelError('type conversion error from \'string\' to \'bool\'');
}

const TRUE: ReadonlySet<string> = new Set(['1', 't', 'true', 'TRUE', 'True', 'T']);
const FALSE: ReadonlySet<string> = new Set(['0', 'f', 'false', 'FALSE', 'False', 'F']);

function intOf(value: CelValue): CelValue | undefined {
  if (typeof value === 'bigint') return value;
  if (value instanceof CelUint) return int(value.value);
  if (value instanceof CelTime) return value.nanos / 1_000_000_000n;
  if (value instanceof CelDuration) return value.nanos;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new CelError('integer overflow');
    return int(BigInt(Math.trunc(value)));
  }
  if (typeof value !== 'string') return undefined;
  if (!/^[+-]?[0-9]{1,20}$/.test(value)) throw new CelError('type conversion error from \'string\' to \'int\'');
  return int(BigInt(value.replace(/^\+/, '')));
}

function uintOf(value: CelValue): CelValue | undefined {
  if (value instanceof CelUint) return value;
  const whole = typeof value === 'string' && /^\+?[0-9]{1,20}$/.test(value) ? BigInt(value.replace('+', '')) : typeof value === 'string' ? -1n : intOf(value);
  if (typeof whole !== 'bigint') return undefined;
  if (whole < 0n || whole > UINT_MOST) throw new CelError('unsigned integer overflow');
  return new CelUint(whole);
}

function doubleOf(value: CelValue): CelValue | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof CelUint) return Number(value.value);
  if (typeof value !== 'string') return undefined;
  if (/^[+-]?(nan|inf|infinity)$/i.test(value)) return /nan/i.test(value) ? Number.NaN : value.startsWith('-') ? -Infinity : Infinity;
  if (!/^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$/.test(value)) throw new CelError('type conversion error from \'string\' to \'double\'');
  return Number(value);
}

/** A value as text, as an error of the API server and `string()` write it. */
export function textOf(value: CelValue): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : String(value).replace('Infinity', 'Inf');
  if (value instanceof CelUint) return String(value.value);
  if (value instanceof CelTime) return timeText(value.nanos);
  if (value instanceof CelDuration) return durationText(value.nanos);
  if (!(value instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    throw new CelError('invalid UTF-8 in bytes, cannot convert to string');
  }
}

function durationOf(text: string): CelDuration {
  const nanos = goDuration(text);
  if (nanos === undefined) throw new CelError('type conversion error from \'string\' to \'google.protobuf.Duration\'');
  return new CelDuration(nanos);
}

function momentOf(text: string): CelTime {
  const nanos = timeOf(text);
  if (nanos === undefined) throw new CelError('type conversion error from \'string\' to \'google.protobuf.Timestamp\'');
  return new CelTime(nanos);
}
