import { fieldsAt, listAt, textAt } from './field.ts';
import { shown } from './shown.ts';

/** A selector as a reader writes it: `app=web,tier in (a, b)`. */
export function describeSelector(selector: unknown): string {
  const labels = fieldsAt(selector, 'matchLabels');
  const parts = Object.keys(labels).map((key) => `${key}=${plain(labels[key])}`);
  for (const each of listAt(selector, 'matchExpressions')) {
    parts.push(`${textAt(each, 'key') ?? '?'} ${textAt(each, 'operator') ?? '?'} (${listAt(each, 'values').map(plain).join(', ')})`);
  }
  return parts.length === 0 ? 'everything' : parts.join(',');
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : shown(value);
}
