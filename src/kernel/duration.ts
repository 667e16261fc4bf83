import { type Problem, quoted, UserError } from './problem.ts';

/** Which durations a field takes. */
export interface DurationOptions {
  /** Whether `30d` is allowed; Go, and so Kubernetes, knows no days. @default false */
  readonly days?: boolean;
}

/**
 * A duration as people write it (`30s`, `10m`, `1h30m`) in seconds.
 * @throws {UserError} when it is none, holds parts of a second, or is longer than a hundred years
 */
export function parseDuration(text: string, options: DurationOptions = {}): number {
  const seconds = read(text, options);
  if (typeof seconds === 'string') throw new UserError(describe(text, seconds, options));
  return seconds;
}

/** What is wrong with a duration, without a place; `undefined` when it is right. */
export function durationProblem(text: string, options: DurationOptions = {}): Problem | undefined {
  const seconds = read(text, options);
  return typeof seconds === 'string' ? describe(text, seconds, options) : undefined;
}

/** The shortest text for whole seconds: `5400` is `1h30m`, `0` is `0s`, with days `2592000` is `30d`. */
export function formatDuration(seconds: number, options: DurationOptions = {}): string {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError(`${seconds} is no duration in whole seconds`);
  if (seconds === 0) return '0s';
  let text = '';
  let rest = seconds;
  for (const [unit, length] of UNITS) {
    if (unit === 'd' && options.days !== true) continue;
    const count = Math.floor(rest / length);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * length;
  }
  return text;
}

/**
 * A duration in its one canonical text: `90m` is `1h30m`, `60s` is `1m`.
 * @throws {UserError} when it is none
 */
export function canonicalDuration(text: string, options: DurationOptions = {}): string {
  return formatDuration(parseDuration(text, options), options);
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const;
const LONGEST_SECONDS = 100 * 365 * 86_400;
const FORM = /^(?:([0-9]{1,10})d)?(?:([0-9]{1,10})h)?(?:([0-9]{1,10})m)?(?:([0-9]{1,10})s)?$/;

function read(text: string, { days }: DurationOptions): number | string {
  const match = FORM.exec(text);
  if (match === null || text === '') return `${quoted(text)} is not a duration`;
  if (match[1] !== undefined && days !== true) return `${quoted(text)} counts days, which this field does not know`;
  let seconds = 0;
  for (const [index, [, length]] of UNITS.entries()) seconds += Number(match[index + 1] ?? '0') * length;
  return seconds > LONGEST_SECONDS ? `${quoted(text)} is longer than a hundred years` : seconds;
}

function describe(text: string, message: string, options: DurationOptions): Problem {
  const fix = nearest(text, options);
  return {
    message,
    allowed: `whole numbers with ${options.days === true ? 'd, h, m, s' : 'h, m, s'}, the largest first: 30s, 10m, 1h30m${options.days === true ? ', 30d' : ''}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

const WORDS: ReadonlyMap<string, number> = new Map([
  ...['', 's', 'sec', 'secs', 'second', 'seconds'].map((word): [string, number] => [word, 1]),
  ...['m', 'min', 'mins', 'minute', 'minutes'].map((word): [string, number] => [word, 60]),
  ...['h', 'hr', 'hrs', 'hour', 'hours'].map((word): [string, number] => [word, 3_600]),
  ...['d', 'day', 'days'].map((word): [string, number] => [word, 86_400]),
  ...['w', 'week', 'weeks'].map((word): [string, number] => [word, 7 * 86_400]),
]);

/** The right duration most like the text: `5 min` is `5m`, `1.5h` is `1h30m`, a bare number is seconds. */
function nearest(text: string, options: DurationOptions): string | undefined {
  if (text.length > 40 || text.trim() === '') return undefined;
  const lower = text.toLowerCase();
  const parts = [...lower.matchAll(/([0-9]+(?:[.,][0-9]+)?)\s*([a-z]*)[\s,]*/gy)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('') !== lower) return undefined;
  let seconds = 0;
  for (const [, number = '', word = ''] of parts) {
    const length = WORDS.get(word);
    if (length === undefined) return undefined;
    seconds += Number(number.replace(',', '.')) * length;
  }
  const whole = Math.round(seconds);
  return whole > 0 && whole <= LONGEST_SECONDS && Math.abs(whole - seconds) < 1e-6 ? formatDuration(whole, options) : undefined;
}
