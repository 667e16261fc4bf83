import { isRfc3339 } from '../rfc3339-text.ts';

const SECOND = 1_000_000_000n;
const DAY = 86_400n;

/** An RFC 3339 time in nanoseconds since 1970; undefined when the text is none. */
export function timeOf(text: string): bigint | undefined {
  const match = isRfc3339(text) ? FORM.exec(text) : null;
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(BigInt) as [bigint, bigint, bigint, bigint, bigint, bigint];
  const fraction = BigInt((match[7] ?? '').padEnd(9, '0').slice(0, 9));
  const zone = match[8] === undefined ? 0n : (match[8] === '-' ? -1n : 1n) * (BigInt(match[9]!) * 60n + BigInt(match[10]!));
  const seconds = daysBefore(year, month, day) * DAY + hour * 3600n + (minute - zone) * 60n + second;
  return seconds * SECOND + fraction;
}

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** The days from 1970-01-01 to a date, by the calendar of today for all years. */
function daysBefore(year: bigint, month: bigint, day: bigint): bigint {
  const shifted = month <= 2n ? year - 1n : year;
  const era = (shifted >= 0n ? shifted : shifted - 399n) / 400n;
  const inEra = shifted - era * 400n;
  const dayOfYear = (153n * (month + (month > 2n ? -3n : 9n)) + 2n) / 5n + day - 1n;
  return era * 146_097n + inEra * 365n + inEra / 4n - inEra / 100n + dayOfYear - 719_468n;
}

/** What a calendar says of a moment, in UTC. */
export interface CalendarTime {
  readonly year: number;
  /** 0 for January. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly nano: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  /** 0 for the first of January. */
  readonly dayOfYear: number;
}

/** A moment on the calendar, in UTC. */
export function calendarOf(nanos: bigint): CalendarTime {
  const seconds = nanos >= 0n ? nanos / SECOND : -((-nanos + SECOND - 1n) / SECOND);
  const date = new Date(Number(seconds) * 1000);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    nano: Number(nanos - seconds * SECOND),
    weekday: date.getUTCDay(),
    dayOfYear: Math.round((Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000),
  };
}

/** A moment as RFC 3339 writes it. */
export function timeText(nanos: bigint): string {
  const { year, month, day, hour, minute, second, nano } = calendarOf(nanos);
  const two = (value: number): string => String(value).padStart(2, '0');
  const fraction = nano === 0 ? '' : `.${String(nano).padStart(9, '0').replace(/0+$/, '')}`;
  return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${fraction}Z`;
}

/** A duration as CEL writes it: seconds. */
export function durationText(nanos: bigint): string {
  const size = nanos < 0n ? -nanos : nanos;
  const fraction = size % SECOND === 0n ? '' : `.${String(size % SECOND).padStart(9, '0').replace(/0+$/, '')}`;
  return `${nanos < 0n ? '-' : ''}${size / SECOND}${fraction}s`;
}
