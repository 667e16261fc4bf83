import { each, type Fields, fillZero, own, put, withinAlways } from './fill.ts';

/**
 * A RoleBinding or ClusterRoleBinding as the API server completes it: the groups of whom and of what it binds.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/defaults.go
 */
export function roleBindingDefaults(binding: Fields): Fields {
  return each(withinAlways(binding, 'roleRef', roleRefDefaults), 'subjects', subjectDefaults);
}

const GROUP = 'rbac.authorization.k8s.io';
const ROLE_REF = { apiGroup: GROUP };

function roleRefDefaults(reference: Fields): Fields {
  return fillZero(reference, ROLE_REF);
}

function subjectDefaults(subject: Fields): Fields {
  const group = own(subject, 'apiGroup');
  if (group !== undefined && group !== '') return subject;
  const kind = own(subject, 'kind');
  return kind === 'User' || kind === 'Group' ? put(subject, 'apiGroup', GROUP) : subject;
}
