import { type CelFunction } from './cel-function.ts';
import { CelNotEvaluated } from './cel-error.ts';
import { type CalendarTime, calendarOf } from './time-text.ts';
import { CelDuration, CelTime } from './cel-value.ts';

/** What tells a part of a moment, or a duration in a unit. */
export const TIME_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  getFullYear: part(({ year }) => year),
  getMonth: part(({ month }) => month),
  getDate: part(({ day }) => day),
  getDayOfMonth: part(({ day }) => day - 1),
  getDayOfWeek: part(({ weekday }) => weekday),
  getDayOfYear: part(({ dayOfYear }) => dayOfYear),
  getHours: part(({ hour }) => hour, 3_600_000_000_000n),
  getMinutes: part(({ minute }) => minute, 60_000_000_000n),
  getSeconds: part(({ second }) => second, 1_000_000_000n),
  getMilliseconds: part(({ nano }) => Math.floor(nano / 1_000_000), 1_000_000n),
};

function part(of: (time: CalendarTime) => number, unit?: bigint): CelFunction {
  return ([value, zone]) => {
    if (value instanceof CelDuration && unit !== undefined && zone === undefined) return value.nanos / unit;
    if (!(value instanceof CelTime)) return undefined;
    if (zone !== undefined && zone !== 'UTC' && zone !== 'Z') throw new CelNotEvaluated('times of other zones than UTC');
    return BigInt(of(calendarOf(value.nanos)));
  };
}
