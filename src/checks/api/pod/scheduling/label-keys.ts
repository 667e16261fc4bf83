import { type LabelSelector } from '../../../../../imports/kubernetes.ts';
import { type Finding } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { textsOf } from '../../config/items-of.ts';
import { forbidden, invalid } from '../../field-error.ts';
import { qualifiedNameErrors } from '../../syntax/qualified-name.ts';

/** What looks for other pods by a selector, and by labels whose values are those of the pod itself. */
export interface LabelKeys {
  readonly labelSelector?: LabelSelector | undefined;
  readonly matchLabelKeys?: readonly string[] | undefined;
  readonly mismatchLabelKeys?: readonly string[] | undefined;
}

/**
 * What is wrong with such labels.
 * @param labels of a Pod itself, which the API server adds to the selector before it looks at it; absent for a template
 */
export function* labelKeyFindings({ labelSelector, matchLabelKeys = [], mismatchLabelKeys = [] }: LabelKeys, path: string, labels: Readonly<Record<string, string>> | undefined): Iterable<Finding> {
  for (const [field, keys] of [['matchLabelKeys', matchLabelKeys], ['mismatchLabelKeys', mismatchLabelKeys]] as const) {
    if (keys.length > 0 && labelSelector === undefined) yield forbidden(`${path}.${field}`, 'must not be specified when labelSelector is not set');
    else for (const { path: at, text } of textsOf(keys, `${path}.${field}`)) yield* eachInvalid(at, text, qualifiedNameErrors(text));
  }
  const { matchLabels = {}, matchExpressions = [] } = labelSelector ?? {};
  for (const [index, key] of matchLabelKeys.entries()) {
    const times = [Object.hasOwn(matchLabels, key), Object.hasOwn(labels ?? {}, key)].filter(Boolean).length + matchExpressions.filter((expression) => expression.key === key).length;
    // The server's path leaves out the field.
    if (labelSelector !== undefined && times > 1) yield invalid(`${path}[${index}]`, key, 'exists in both matchLabelKeys and labelSelector');
    if (mismatchLabelKeys.includes(key)) yield invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys');
  }
}
