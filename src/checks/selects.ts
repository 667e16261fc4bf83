import { type Fields, fieldsAt, isFields, listAt, textAt } from './field.ts';
import { shown } from './shown.ts';

/**
 * Whether a label selector selects an object with these labels. An empty selector selects
 * everything; one that is missing or malformed selects nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: unknown, labels: Fields): boolean {
  return isFields(selector) && hasLabels(fieldsAt(selector, 'matchLabels'), labels) && listAt(selector, 'matchExpressions').every((each) => matches(each, labels));
}

/** Whether all of the wanted labels are there with their values; a Service's selector is such a map. */
export function hasLabels(wanted: Fields, labels: Fields): boolean {
  return Object.keys(wanted).every((key) => Object.hasOwn(labels, key) && labels[key] === wanted[key]);
}

/** A selector as a reader writes it: `app=web,tier in (a, b)`. */
export function describeSelector(selector: unknown): string {
  const labels = fieldsAt(selector, 'matchLabels');
  const parts = Object.keys(labels).map((key) => `${key}=${plain(labels[key])}`);
  for (const each of listAt(selector, 'matchExpressions')) {
    parts.push(`${textAt(each, 'key') ?? '?'} ${textAt(each, 'operator') ?? '?'} (${listAt(each, 'values').map(plain).join(', ')})`);
  }
  return parts.length === 0 ? 'everything' : parts.join(',');
}

function matches(expression: unknown, labels: Fields): boolean {
  const key = textAt(expression, 'key') ?? '';
  const has = Object.hasOwn(labels, key);
  const values = listAt(expression, 'values');
  switch (textAt(expression, 'operator')) {
    case 'In':
      return has && values.includes(labels[key]);
    case 'NotIn':
      return !has || !values.includes(labels[key]);
    case 'Exists':
      return has;
    case 'DoesNotExist':
      return !has;
    default:
      return false;
  }
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : shown(value);
}
