import { at, listAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const bindingIsNarrow: Rule = {
  id: 'binding-is-narrow',
  severity: 'warning',
  why: 'what is bound to everybody, or binds everything, is no boundary any more',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  kinds: ['rbac.authorization.k8s.io/ClusterRoleBinding', 'rbac.authorization.k8s.io/RoleBinding'],
  *check({ manifest }) {
    const role = at(manifest, 'roleRef', 'name');
    if (at(manifest, 'roleRef', 'kind') === 'ClusterRole' && ALL_POWERFUL.has(role)) yield { path: 'roleRef.name', message: `${shown(role)} may do everything${role === 'cluster-admin' ? '' : ' in the namespace'}`, fix: 'a Role with what is needed' };
    const subjects = listAt(manifest, 'subjects');
    for (let index = 0; index < subjects.length; index++) {
      const name = at(subjects[index], 'name');
      if (EVERYBODY.has(name)) yield { path: `subjects[${index}].name`, message: `${shown(name)} is everybody who reaches the API`, fix: 'name an account' };
    }
  },
};

const ALL_POWERFUL: ReadonlySet<unknown> = new Set(['admin', 'cluster-admin']);
const EVERYBODY: ReadonlySet<unknown> = new Set(['system:anonymous', 'system:authenticated', 'system:unauthenticated']);
