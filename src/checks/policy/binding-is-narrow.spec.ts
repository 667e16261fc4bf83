import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { bindingIsNarrow } from './binding-is-narrow.ts';

const binding = (roleRef: object, subjects: readonly object[]) => object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'a', { roleRef, subjects });

describeRule(bindingIsNarrow, {
  accepts: {
    'an account and a Role': binding({ kind: 'Role', name: 'admin' }, [{ kind: 'ServiceAccount', name: 'web' }]),
    'reading': binding({ kind: 'ClusterRole', name: 'view' }, [{ kind: 'Group', name: 'developers' }]),
  },
  rejects: {
    'the role of everything': [binding({ kind: 'ClusterRole', name: 'cluster-admin' }, []), ['roleRef.name']],
    'everybody': [binding({ kind: 'Role', name: 'a' }, [{ kind: 'Group', name: 'system:unauthenticated' }, { kind: 'User', name: 'system:anonymous' }]), ['subjects[0].name', 'subjects[1].name']],
  },
});
