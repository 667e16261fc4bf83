import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid } from '../../field-error.ts';

export const escalationFitsPrivileges: Rule = {
  id: 'escalation-fits-privileges',
  severity: 'error',
  why: 'what has all privileges has nothing to gain: the API server refuses a privileged container that may not escalate',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  kinds: POD_KINDS,
  keys: ['allowPrivilegeEscalation'],
  *check({ apiContainers }) {
    for (const { path, container: { securityContext: context } } of apiContainers) {
      if (context?.allowPrivilegeEscalation !== false) continue;
      if (context.privileged === true) yield invalid(`${path}.securityContext`, 'privileged', 'cannot set `allowPrivilegeEscalation` to false and `privileged` to true');
      if (context.capabilities?.add?.includes('CAP_SYS_ADMIN') === true) yield invalid(`${path}.securityContext`, 'CAP_SYS_ADMIN', 'cannot set `allowPrivilegeEscalation` to false and add CAP_SYS_ADMIN');
    }
  },
};
