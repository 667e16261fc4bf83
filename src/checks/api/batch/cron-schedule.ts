import { goDurationError } from '../../schema/go-duration.ts';

/**
 * What is wrong with the schedule of a CronJob, read as the API server reads it: five fields, or one of a few words.
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function cronScheduleError(schedule: string): string | undefined {
  if (schedule.startsWith('@')) return wordError(schedule);
  const fields = schedule.split(SPACE).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) return `must have ${FIELDS.length} fields, has ${fields.length}: minute, hour, day of month, month, day of week`;
  for (const [index, { name, ...bounds }] of FIELDS.entries()) {
    for (const range of fields[index]!.split(',')) {
      const error = range === '' ? undefined : rangeError(range, bounds);
      if (error !== undefined) return `${name} ${JSON.stringify(range)}: ${error}`;
    }
  }
  return undefined;
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, in lower case. */
  readonly names?: ReadonlyMap<string, number>;
}

const WORDS: readonly string[] = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];
const EVERY = '@every ';
/** White space of all of Unicode. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const FIELDS: readonly (Bounds & { readonly name: string })[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: namesFrom(1, 'jan feb mar apr may jun jul aug sep oct nov dec') },
  { name: 'day of week', least: 0, most: 6, names: namesFrom(0, 'sun mon tue wed thu fri sat') },
];

function namesFrom(first: number, names: string): ReadonlyMap<string, number> {
  return new Map(names.split(' ').map((name, index) => [name, first + index]));
}

function wordError(schedule: string): string | undefined {
  if (WORDS.includes(schedule)) return undefined;
  return schedule.startsWith(EVERY) ? goDurationError(schedule.slice(EVERY.length)) : `must be one of ${WORDS.join(', ')}, or "@every 1h"`;
}

function rangeError(range: string, { least, most, names }: Bounds): string | undefined {
  const [ends = '', step, ...slashes] = range.split('/');
  const [low = '', high, ...hyphens] = ends.split('-');
  // What follows a star makes no difference.
  const all = low === '*' || low === '?';
  if (!all && hyphens.length > 0) return 'has more than one "-"';
  if (slashes.length > 0) return 'has more than one "/"';
  const start = all ? least : numberOf(low, names);
  const last = all ? most : high === undefined ? start : numberOf(high, names);
  const stride = step === undefined ? 1 : numberOf(step);
  if (start === undefined || last === undefined || stride === undefined) return names === undefined ? 'must be of whole numbers' : 'must be of whole numbers or names of three letters';
  // Of a single number with a step, the range goes on to the end.
  const end = step !== undefined && high === undefined ? most : last;
  if (start < least) return `begins below ${least}`;
  if (end > most) return `ends above ${most}`;
  if (start > end) return 'ends before it begins';
  return stride === 0 ? 'a step must be more than 0' : undefined;
}

/** A number or name; a plus and leading zeros are allowed. */
function numberOf(text: string, names?: ReadonlyMap<string, number>): number | undefined {
  const named = names?.get(text.toLowerCase());
  if (named !== undefined) return named;
  if (!/^\+?[0-9]+$/.test(text)) return undefined;
  const number = Number(text);
  return number < 2 ** 63 ? number : undefined;
}
