import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { roleIsNarrow } from './role-is-narrow.ts';

const role = (rule: object) => object('rbac.authorization.k8s.io/v1', 'Role', 'a', { rules: [rule] });

describeRule(roleIsNarrow, {
  accepts: {
    'what it needs': role({ apiGroups: ['postgresql.cnpg.io'], resources: ['clusters'], verbs: ['create', 'get'] }),
    'one Secret': role({ apiGroups: [''], resources: ['secrets'], resourceNames: ['web'], verbs: ['get'] }),
    'reading pods': role({ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] }),
    'no rules': object('rbac.authorization.k8s.io/v1', 'Role', 'a'),
  },
  rejects: {
    'every verb': [role({ apiGroups: ['apps'], resources: ['deployments'], verbs: ['*'] }), ['rules[0].verbs[0]']],
    'everything': [role({ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }), ['rules[0].apiGroups[0]', 'rules[0].resources[0]', 'rules[0].verbs[0]']],
    'entering pods': [role({ apiGroups: [''], resources: ['pods/exec', 'pods/attach'], verbs: ['create'] }), ['rules[0].resources', 'rules[0].resources']],
    'making pods': [role({ apiGroups: [''], resources: ['pods'], verbs: ['create'] }), ['rules[0].resources']],
    'reading Secrets': [role({ apiGroups: [''], resources: ['secrets'], verbs: ['list'] }), ['rules[0].resources']],
    'writing endpoints': [role({ apiGroups: [''], resources: ['endpoints'], verbs: ['patch'] }), ['rules[0].resources']],
  },
});
