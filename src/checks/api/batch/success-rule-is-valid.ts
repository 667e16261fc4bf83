import { type SuccessPolicyRule } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, required, tooLong, tooMany } from '../field-error.ts';
import { byteLength } from '../syntax/length.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';
import { parseIndexes } from './indexes.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const successRuleIsValid: Rule = {
  id: 'success-rule-is-valid',
  severity: 'error',
  why: 'each rule says which indexes have to succeed, or how many, and the Job must have them',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#success-policy',
  kinds: JOB_KINDS,
  keys: ['successPolicy'],
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    if (spec.successPolicy === undefined || spec.completionMode !== 'Indexed') return;
    const rules = spec.successPolicy.rules ?? [];
    const at = `${path}.successPolicy.rules`;
    if (rules.length === 0) yield required(at, 'a success policy has one or more');
    if (rules.length > MOST_RULES) yield tooMany(at, rules.length, MOST_RULES);
    for (const [index, rule] of rules.entries()) yield* ruleFindings(rule ?? {}, `${at}[${index}]`, spec.completions);
  },
};

const MOST_RULES = 20;
const LONGEST_INDEXES = 64 * 1024;

function* ruleFindings({ succeededCount, succeededIndexes }: SuccessPolicyRule, path: string, completions: number | undefined): Iterable<Finding> {
  if (succeededCount === undefined && succeededIndexes === undefined) yield required(path, 'a rule has succeededCount or succeededIndexes');
  if (succeededIndexes !== undefined && byteLength(succeededIndexes) > LONGEST_INDEXES) yield tooLong(`${path}.succeededIndexes`, LONGEST_INDEXES);
  // An Indexed Job without completions is refused for that.
  if (completions === undefined) return;
  const indexes = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes, completions);
  if (indexes !== undefined && 'error' in indexes) yield invalid(`${path}.succeededIndexes`, succeededIndexes, indexes.error);
  if (succeededCount === undefined) return;
  const at = `${path}.succeededCount`;
  for (const error of nonNegativeErrors(succeededCount)) yield invalid(at, succeededCount, error);
  if (succeededCount > completions) yield invalid(at, succeededCount, `must be at most completions, which is ${completions}`);
  if (indexes !== undefined && 'count' in indexes && succeededCount > indexes.count) yield invalid(at, succeededCount, `must be at most the number of succeededIndexes, which is ${indexes.count}`);
}
