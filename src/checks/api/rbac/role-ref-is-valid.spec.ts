import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { roleRefIsValid } from './role-ref-is-valid.ts';

const binding = (roleRef: object) => object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'reader', { roleRef });
const clusterBinding = (roleRef: object) => object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'reader', { roleRef });

describeRule(roleRefIsValid, {
  accepts: {
    'a role, and one of the cluster': [binding({ kind: 'Role', name: 'reader' }), clusterBinding({ apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:reader' })],
  },
  rejects: {
    'nothing': [binding({}), ['roleRef.kind', 'roleRef.name']],
    'a role of a namespace for the cluster': [clusterBinding({ kind: 'Role', name: 'reader' }), ['roleRef.kind']],
    'a version as the group, and what no URL can name': [binding({ apiGroup: 'rbac.authorization.k8s.io/v1', kind: 'Role', name: 'a/b' }), ['roleRef.apiGroup', 'roleRef.name']],
  },
});
