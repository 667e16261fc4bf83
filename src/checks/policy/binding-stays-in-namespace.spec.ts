import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { bindingStaysInNamespace } from './binding-stays-in-namespace.ts';

const binding = (...subjects: readonly object[]) => object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'drill', { roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'drill' }, subjects });
const own = { kind: 'ServiceAccount', name: 'drill', namespace: 'shop' };

describeRule(bindingStaysInNamespace, {
  accepts: { 'an account of its namespace': binding(own), 'nobody': binding() },
  rejects: {
    'an account of another namespace': [binding(own, { ...own, namespace: 'other' }), ['subjects[1]']],
    'an account of no namespace': [binding({ kind: 'ServiceAccount', name: 'drill' }), ['subjects[0]']],
    'a user': [binding({ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'somebody' }), ['subjects[0]']],
    'a group that everybody is in': [binding({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'system:authenticated' }), ['subjects[0]']],
  },
});
