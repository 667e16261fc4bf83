import { type AggregationRule } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { bodyOf } from '../config/spec-of.ts';
import { required } from '../field-error.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';

export const aggregationRuleSelects: Rule = {
  id: 'aggregation-rule-selects',
  severity: 'error',
  why: 'the API server refuses to put a ClusterRole together from none, or from those that no labels can tell',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles',
  kinds: ['rbac.authorization.k8s.io/ClusterRole'],
  keys: ['aggregationRule'],
  *check(subject) {
    const { aggregationRule } = bodyOf<{ readonly aggregationRule: AggregationRule }>(subject);
    if (!aggregationRule) return;
    const path = 'aggregationRule.clusterRoleSelectors';
    const selectors = aggregationRule.clusterRoleSelectors ?? [];
    if (selectors.length === 0) yield required(path, 'must have at least one selector');
    for (const [index, selector] of selectors.entries()) yield* labelSelectorFindings(selector ?? undefined, `${path}[${index}]`);
  },
};
