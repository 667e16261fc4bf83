import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { isWindows } from '../security-contexts-of.ts';
import { shown } from '../shown.ts';

export const noPrivilegeEscalation: Rule = {
  id: 'no-privilege-escalation',
  severity: 'error',
  why: 'a set-user-ID program in the image makes its caller root in the container',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  kinds: POD_KINDS,
  *check({ containers }) {
    for (const { path, container, pod } of containers) {
      if (isWindows(pod.spec)) continue;
      const got = at(container, 'securityContext', 'allowPrivilegeEscalation');
      if (got !== false) yield {
        path: `${path}.securityContext.allowPrivilegeEscalation`,
        message: got === undefined ? 'a process may gain more privileges than its parent, because nothing forbids it: must be false' : `a process may gain more privileges than its parent: must be false, got ${shown(got)}`,
        fix: 'allowPrivilegeEscalation: false',
      };
    }
  },
};
