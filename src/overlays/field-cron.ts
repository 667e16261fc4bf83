import { refuse, textField } from './field.ts';

interface Part {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const PARTS: readonly Part[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  // The scheduler of Kubernetes counts from Sunday, 0, and knows no 7.
  { name: 'day of the week', min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const NAMES: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/**
 * A cron schedule of five parts, in UTC; code reads a name such as `@daily` as its five parts.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const cronSchedule = textField({
  what: 'a cron schedule',
  allowed: `minute, hour, day of the month, month, day of the week; or one of ${[...NAMES.keys()].join(', ')}`,
  example: '"0 2 * * *"',
  parse: (text) => {
    if (text.startsWith('@')) return NAMES.get(text) ?? refuse();
    const parts = text.trim().split(/\s+/);
    if (parts.length === 6) return refuse({ because: 'it has six parts; there are no seconds', fix: `"${parts.slice(1).join(' ')}"` });
    if (parts.length !== 5) return refuse({ because: `it has ${parts.length === 1 ? 'one part' : `${parts.length} parts`}, not five` });
    for (const [index, part] of PARTS.entries()) {
      const because = wrongIn(part, parts[index]!);
      if (because !== undefined) return refuse({ because });
    }
    return neverComes(parts) ? refuse({ because: 'no month has that day, so it never runs' }) : parts.join(' ');
  },
});

function wrongIn(part: Part, text: string): string | undefined {
  for (const item of text.split(',')) {
    const match = /^(\*|\?|([a-z]+|[0-9]{1,2})(?:-([a-z]+|[0-9]{1,2}))?)(?:\/([0-9]{1,2}))?$/i.exec(item);
    if (match === null) return `the ${part.name} cannot be read`;
    const [, , first, last, step] = match;
    if (step !== undefined && (Number(step) === 0 || Number(step) > part.max)) return `the step of the ${part.name} is not 1 to ${part.max}`;
    const bounds = [first, last].filter((bound) => bound !== undefined).map((bound) => valueOf(part, bound));
    if (bounds.some((bound) => bound === undefined || bound < part.min || bound > part.max)) return `the ${part.name} is not ${part.min} to ${part.max}`;
    if (bounds.length === 2 && bounds[0]! > bounds[1]!) return `the range of the ${part.name} ends before it starts`;
  }
  return undefined;
}

function valueOf(part: Part, text: string): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = part.names?.indexOf(text.toLowerCase()) ?? -1;
  return index === -1 ? undefined : index + part.min;
}

const LONGEST: readonly number[] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Plain days and months only: a day of the week makes a schedule run in any month. */
function neverComes(parts: readonly string[]): boolean {
  const [, , day, month, weekday] = parts;
  if (weekday !== '*' || !/^[0-9,]+$/.test(day!) || !/^[0-9,]+$/.test(month!)) return false;
  return month!.split(',').every((m) => day!.split(',').every((d) => Number(d) > LONGEST[Number(m) - 1]!));
}

