import { type Fields, isFields, own, ownFields, ownList } from './defaults/fill.ts';

/**
 * Whether a label selector selects an object with these labels. An empty selector selects
 * everything; one that is missing or malformed selects nothing.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selects(selector: unknown, labels: Fields): boolean {
  return isFields(selector) && hasLabels(ownFields(selector, 'matchLabels') ?? {}, labels) && ownList(selector, 'matchExpressions').every((each) => matches(each, labels));
}

/** Whether all of the wanted labels are there with their values; a Service's selector is such a map. */
export function hasLabels(wanted: Fields, labels: Fields): boolean {
  return Object.keys(wanted).every((key) => Object.hasOwn(labels, key) && labels[key] === wanted[key]);
}

function matches(expression: unknown, labels: Fields): boolean {
  if (!isFields(expression)) return false;
  const key = own(expression, 'key');
  const has = typeof key === 'string' && Object.hasOwn(labels, key);
  const values = ownList(expression, 'values');
  switch (own(expression, 'operator')) {
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
