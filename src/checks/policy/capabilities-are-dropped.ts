import { listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { isWindows } from '../security-contexts-of.ts';
import { shown } from '../shown.ts';

export const capabilitiesAreDropped: Rule = {
  id: 'capabilities-are-dropped',
  severity: 'error',
  why: 'a program that needs no capability gives an intruder fourteen of them',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  kinds: POD_KINDS,
  *check({ containers }) {
    for (const { path, container, pod } of containers) {
      if (isWindows(pod.spec)) continue;
      const capabilities = `${path}.securityContext.capabilities`;
      if (!listAt(container, 'securityContext', 'capabilities', 'drop').includes('ALL')) {
        yield { path: `${capabilities}.drop`, message: 'the container keeps capabilities that it has by default: "ALL" must be dropped', fix: 'drop: [ALL]' };
      }
      const added = listAt(container, 'securityContext', 'capabilities', 'add');
      for (let index = 0; index < added.length; index++) {
        if (added[index] !== 'NET_BIND_SERVICE') yield {
          path: `${capabilities}.add[${index}]`,
          message: `the container gets the capability ${shown(added[index])}, and only NET_BIND_SERVICE may be added`,
          fix: 'remove it',
        };
      }
    }
  },
};
