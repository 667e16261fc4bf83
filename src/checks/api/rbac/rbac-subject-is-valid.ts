import { type RbacSubject } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { notSupported, required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';

export const rbacSubjectIsValid: Rule = {
  id: 'rbac-subject-is-valid',
  severity: 'error',
  why: 'the API server refuses a permission for nobody: a subject without a name, of no known kind, or a service account without its namespace',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects',
  kinds: ['rbac.authorization.k8s.io/RoleBinding', 'rbac.authorization.k8s.io/ClusterRoleBinding'],
  keys: ['subjects'],
  *check(subject) {
    const needsNamespace = subject.kind === 'rbac.authorization.k8s.io/ClusterRoleBinding';
    for (const item of itemsOf(bodyOf<{ readonly subjects: readonly RbacSubject[] }>(subject).subjects, 'subjects')) yield* subjectFindings(item, needsNamespace);
  },
};

function* subjectFindings({ path, item: { kind = '', name, namespace, apiGroup } }: Item<RbacSubject>, needsNamespace: boolean): Iterable<Finding> {
  if (!name) yield required(`${path}.name`, 'name who gets the permission');
  if (!KINDS.includes(kind)) {
    yield notSupported(`${path}.kind`, kind, KINDS);
    return;
  }
  if (kind !== 'ServiceAccount') {
    if (apiGroup && apiGroup !== GROUP) yield { ...notSupported(`${path}.apiGroup`, apiGroup, [GROUP]), fix: `apiGroup: ${GROUP}` };
    return;
  }
  if (name) yield* eachInvalid(`${path}.name`, name, dnsSubdomainErrors(name));
  if (apiGroup) yield { ...notSupported(`${path}.apiGroup`, apiGroup, ['']), fix: 'apiGroup: ""' };
  if (needsNamespace && !namespace) yield required(`${path}.namespace`, 'a service account is in a namespace');
}

const KINDS = ['Group', 'ServiceAccount', 'User'];
const GROUP = 'rbac.authorization.k8s.io';
