/** A field of a schedule: its bounds, and names for its values from the least on. */
interface Part {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MINUTE: Part = { min: 0, max: 59 };
const HOUR: Part = { min: 0, max: 23 };
const DAY: Part = { min: 1, max: 31 };
const MONTH: Part = { min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] };
const WEEKDAY: Part = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

const DAY_SECONDS = 86_400;

/** Nine years around 2100, which is no leap year: the longest pause that a calendar knows lies in them. */
const FIRST_DAY = Date.UTC(2096, 0, 1);
const DAYS = 3288;

/**
 * The longest time between two runs of a cron schedule, in seconds: a job whose last success is older
 * missed a run. Undefined for what is no schedule of five fields, or never comes.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export function longestPause(schedule: string): number | undefined {
  const fields = (Object.hasOwn(NAMED, schedule) ? NAMED[schedule]! : schedule).split(' ');
  if (fields.length !== 5) return undefined;
  const [minutes, hours, days, months, weekdays] = [MINUTE, HOUR, DAY, MONTH, WEEKDAY].map((part, index) => valuesOf(part, fields[index]!));
  if (minutes === undefined || hours === undefined || days === undefined || months === undefined || weekdays === undefined) return undefined;
  const times = [...hours.values].flatMap((hour) => [...minutes.values].map((minute) => hour * 3600 + minute * 60)).sort((a, b) => a - b);
  const first = times[0]!;
  const last = times.at(-1)!;
  let longest = times.reduce((most, time, index) => (index === 0 ? most : Math.max(most, time - times[index - 1]!)), 0);
  let before: number | undefined;
  for (let day = 0; day < DAYS; day++) {
    const date = new Date(FIRST_DAY + day * DAY_SECONDS * 1000);
    if (!months.values.has(date.getUTCMonth() + 1)) continue;
    const [isDay, isWeekday] = [days.values.has(date.getUTCDate()), weekdays.values.has(date.getUTCDay())];
    // Where both are restricted, either will do.
    if (!(days.any || weekdays.any ? isDay && isWeekday : isDay || isWeekday)) continue;
    if (before !== undefined) longest = Math.max(longest, (day - before) * DAY_SECONDS + first - last);
    before = day;
  }
  return before === undefined ? undefined : longest;
}

interface Values {
  readonly values: ReadonlySet<number>;
  /** Whether it is not restricted; a step other than one restricts. */
  readonly any: boolean;
}

function valuesOf(part: Part, text: string): Values | undefined {
  const values = new Set<number>();
  let any = false;
  for (const item of text.split(',')) {
    const match = /^(?:([*?])|([a-z]{3}|[0-9]{1,2})(?:-([a-z]{3}|[0-9]{1,2}))?)(?:\/([0-9]{1,2}))?$/i.exec(item);
    if (match === null) return undefined;
    const [, star, from, to, stepText] = match;
    const step = Number(stepText ?? 1);
    const start = star === undefined ? numberOf(part, from!) : part.min;
    // `5/15` counts from 5 to the end.
    const end = star !== undefined || (to === undefined && stepText !== undefined) ? part.max : numberOf(part, to ?? from!);
    if (start === undefined || end === undefined || step < 1 || start < part.min || end > part.max || start > end) return undefined;
    any ||= star !== undefined && step === 1;
    for (let value = start; value <= end; value += step) values.add(value);
  }
  return { values, any };
}

function numberOf({ min, names = [] }: Part, text: string): number | undefined {
  if (/^[0-9]+$/.test(text)) return Number(text);
  const index = names.indexOf(text.toLowerCase());
  return index === -1 ? undefined : index + min;
}
