import { listAt, textAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const bindingStaysInNamespace: Rule = {
  id: 'binding-stays-in-namespace',
  severity: 'error',
  why: 'a RoleBinding gives rights in its namespace to whom it names, and users, groups and accounts of other namespaces belong to none of the system',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects',
  kinds: ['rbac.authorization.k8s.io/RoleBinding'],
  *check({ manifest, identity }) {
    const subjects = listAt(manifest, 'subjects');
    for (let index = 0; index < subjects.length; index++) {
      const [kind, namespace, name] = ['kind', 'namespace', 'name'].map((key) => textAt(subjects[index], key));
      if (kind === 'ServiceAccount' && namespace === identity.namespace) continue;
      const who = kind === 'ServiceAccount' ? `ServiceAccount ${namespace ?? '(of no namespace)'}/${name ?? ''}` : `${kind ?? 'a subject'} ${name ?? ''}`;
      yield { path: `subjects[${index}]`, message: `gives rights to ${shown(who)}`, fix: `{ kind: ServiceAccount, name: ${kind === 'ServiceAccount' && name !== undefined ? name : 'account'}, namespace: ${identity.namespace} }` };
    }
  },
};
