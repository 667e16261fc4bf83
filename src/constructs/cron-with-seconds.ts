const NAMED: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

/**
 * A cron schedule of five fields, or a name such as `@daily`, as CloudNativePG reads it: with
 * seconds first. Undefined for what is neither.
 *
 * @see https://cloudnative-pg.io/documentation/current/backup/#scheduled-backups
 */
export function withSeconds(schedule: string): string | undefined {
  const fields = Object.hasOwn(NAMED, schedule) ? NAMED[schedule]! : schedule;
  const number = '[0-9]{1,2}';
  const name = `(${number}|[A-Za-z]{3})`;
  const list = (item: string): string => `((\\*|\\?|${item}(-${item})?)(/${number})?)(,${item}(-${item})?(/${number})?)*`;
  const pattern = new RegExp(`^${[number, number, number, name, name].map(list).join(' ')}$`);
  return pattern.test(fields) ? `0 ${fields}` : undefined;
}
