import { type SchemaRule } from './schema-rule.ts';

/** A rule that can't be evaluated here must be said to be open: silence would look like a verdict. */
export const celRuleIsEvaluated: SchemaRule = {
  id: 'cel-rule-is-evaluated',
  severity: 'warning',
  why: 'the rule says or costs more than can be evaluated here, so that only the cluster can tell',
  source: 'https://kubernetes.io/docs/reference/using-api/cel/',
};
