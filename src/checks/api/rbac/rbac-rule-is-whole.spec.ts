import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { rbacRuleIsWhole } from './rbac-rule-is-whole.ts';

const role = (...rules: readonly object[]) => object('rbac.authorization.k8s.io/v1', 'Role', 'reader', { rules });
const clusterRole = (...rules: readonly object[]) => object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'reader', { rules });

describeRule(rbacRuleIsWhole, {
  accepts: {
    'resources': role({ verbs: ['get'], apiGroups: [''], resources: ['pods'] }),
    'URLs of the cluster': clusterRole({ verbs: ['get'], nonResourceURLs: ['/metrics'] }),
  },
  rejects: {
    'nothing': [role({}), ['rules[0].verbs', 'rules[0].apiGroups', 'rules[0].resources']],
    'URLs in a namespace': [role({ verbs: ['get'], nonResourceURLs: ['/metrics'] }), ['rules[0].nonResourceURLs']],
    'URLs and resources': [clusterRole({ verbs: ['get'], nonResourceURLs: ['/metrics'], resourceNames: ['a'] }), ['rules[0].nonResourceURLs']],
  },
});
