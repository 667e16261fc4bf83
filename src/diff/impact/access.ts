import { type ImpactRule } from '../impact-rule.ts';
import { meshAccess } from '../access/mesh-access.ts';
import { meshMembership } from '../access/mesh-membership.ts';
import { networkAccess } from '../access/network-access.ts';
import { otherNetworkAccess } from '../access/other-network-access.ts';
import { podAccess } from '../access/pod-access.ts';
import { rbacAccess } from '../access/rbac-access.ts';
import { workloadIdentity } from '../access/workload-identity.ts';

/** Somebody may do more, or less, than before. */
export const access: ImpactRule = {
  id: 'access',
  why: 'what is opened by the way stays open; what is shut by the way stops somebody',
  source: 'https://kubernetes.io/docs/concepts/security/',
  check: (subject) => [...rbacAccess(subject), ...networkAccess(subject), ...otherNetworkAccess(subject), ...meshAccess(subject), ...meshMembership(subject), ...workloadIdentity(subject), ...podAccess(subject)],
};
