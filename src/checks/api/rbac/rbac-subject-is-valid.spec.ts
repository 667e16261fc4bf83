import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { rbacSubjectIsValid } from './rbac-subject-is-valid.ts';

const binding = (...subjects: readonly object[]) => object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'reader', { subjects });
const clusterBinding = (...subjects: readonly object[]) => object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'reader', { subjects });

describeRule(rbacSubjectIsValid, {
  accepts: {
    'each kind': binding({ kind: 'ServiceAccount', name: 'web' }, { kind: 'User', name: 'jane@shop.example' }, { kind: 'Group', name: 'system:authenticated', apiGroup: 'rbac.authorization.k8s.io' }),
    'an account with its namespace': clusterBinding({ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }),
  },
  rejects: {
    'nothing': [binding({}), ['subjects[0].name', 'subjects[0].kind']],
    'an account without its namespace': [clusterBinding({ kind: 'ServiceAccount', name: 'web' }), ['subjects[0].namespace']],
    'groups': [binding({ kind: 'User', name: 'jane', apiGroup: 'v1' }, { kind: 'ServiceAccount', name: 'web', apiGroup: 'v1' }), ['subjects[0].apiGroup', 'subjects[1].apiGroup']],
    'a name that no account has': [binding({ kind: 'ServiceAccount', name: 'system:serviceaccount:shop:web' }), ['subjects[0].name']],
  },
});
