import { type RoleRef } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { bodyOf } from '../config/spec-of.ts';
import { notSupported, required } from '../field-error.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';

export const roleRefIsValid: Rule = {
  id: 'role-ref-is-valid',
  severity: 'error',
  why: 'the API server refuses a binding to what is no role',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#rolebinding-and-clusterrolebinding',
  kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  *check(subject) {
    const { roleRef = {} } = bodyOf<{ readonly roleRef: Partial<RoleRef> }>(subject);
    const { kind = '', name } = roleRef;
    const group = roleRef.apiGroup || GROUP;
    if (group !== GROUP) yield { ...notSupported('roleRef.apiGroup', group, [GROUP]), fix: `apiGroup: ${GROUP}` };
    const kinds = subject.kind === 'rbac.authorization.k8s.io/RoleBinding' ? ['ClusterRole', 'Role'] : ['ClusterRole'];
    if (!kinds.includes(kind)) yield notSupported('roleRef.kind', kind, kinds);
    if (!name) yield required('roleRef.name', 'name the role');
    else yield* eachInvalid('roleRef.name', name, pathSegmentNameErrors(name));
  },
};

const GROUP = 'rbac.authorization.k8s.io';
