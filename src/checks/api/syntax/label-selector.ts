import { type Finding } from '../../rule.ts';
import { forbidden, invalid, required } from '../field-error.ts';
import { labelValueErrors } from './label-value.ts';
import { qualifiedNameErrors } from './qualified-name.ts';

/** A selector of labels, as most kinds have one. */
export interface LabelSelectorShape {
  readonly matchLabels?: Readonly<Record<string, string>> | undefined;
  readonly matchExpressions?: readonly LabelRequirement[] | undefined;
}

/** One of the expressions of a selector. */
export interface LabelRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

/**
 * What is wrong with a selector of labels at a path; nothing where there is none.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function* labelSelectorFindings(selector: LabelSelectorShape | undefined, path: string): Iterable<Finding> {
  if (selector === undefined) return;
  yield* labelMapFindings(selector.matchLabels, `${path}.matchLabels`);
  for (const [index, expression] of (selector.matchExpressions ?? []).entries()) yield* requirementFindings(expression, `${path}.matchExpressions[${index}]`);
}

/** What is wrong with a map of labels: every finding is about the map, as the API server has it. */
export function* labelMapFindings(labels: Readonly<Record<string, string>> | undefined, path: string): Iterable<Finding> {
  for (const [key, value] of Object.entries(labels ?? {})) {
    for (const error of qualifiedNameErrors(key)) yield invalid(path, key, error);
    for (const error of labelValueErrors(value ?? '')) yield invalid(path, value, `label ${JSON.stringify(key)} ${error}`);
  }
}

function* requirementFindings({ key, operator, values }: LabelRequirement, path: string): Iterable<Finding> {
  const count = values?.length ?? 0;
  if (SET.includes(operator)) {
    if (count === 0) yield required(`${path}.values`, 'operator In or NotIn wants one or more');
  } else if (PRESENCE.includes(operator)) {
    if (count > 0) yield forbidden(`${path}.values`, 'operator Exists or DoesNotExist has none');
  } else {
    yield invalid(`${path}.operator`, operator, 'must be In, NotIn, Exists or DoesNotExist');
  }
  for (const error of qualifiedNameErrors(key ?? '')) yield invalid(`${path}.key`, key, error);
  for (const [index, value] of (values ?? []).entries()) {
    for (const error of labelValueErrors(value ?? '')) yield invalid(`${path}.values[${index}]`, value, error);
  }
}

const SET = ['In', 'NotIn'];
const PRESENCE = ['Exists', 'DoesNotExist'];
