import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';

export const noPrivilegedContainer: Rule = {
  id: 'no-privileged-container',
  severity: 'error',
  why: 'a privileged container is root on its node',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['privileged'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      if (at(container, 'securityContext', 'privileged') === true) yield {
        path: `${path}.securityContext.privileged`,
        message: 'the container is privileged: it may do all that the node may',
        fix: 'privileged: false',
      };
    }
  },
};
