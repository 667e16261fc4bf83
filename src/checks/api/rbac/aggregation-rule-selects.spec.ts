import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { aggregationRuleSelects } from './aggregation-rule-selects.ts';

const clusterRole = (aggregationRule: object) => object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'reader', { aggregationRule });

describeRule(aggregationRuleSelects, {
  accepts: {
    'labels': clusterRole({ clusterRoleSelectors: [{ matchLabels: { aggregate: 'true' } }] }),
  },
  rejects: {
    'nobody': [clusterRole({}), ['aggregationRule.clusterRoleSelectors']],
    'a key': [clusterRole({ clusterRoleSelectors: [{ matchExpressions: [{ key: '', operator: 'Exists' }] }] }), ['aggregationRule.clusterRoleSelectors[0].matchExpressions[0].key']],
  },
});
