import { listAt } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const addedCapabilitiesAreDefault: Rule = {
  id: 'added-capabilities-are-default',
  severity: 'error',
  why: 'capabilities beyond a container runtime\'s defaults lead out of the container',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['add'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      const added = listAt(container, 'securityContext', 'capabilities', 'add');
      for (let index = 0; index < added.length; index++) {
        if (DEFAULT.has(added[index])) continue;
        yield { path: `${path}.securityContext.capabilities.add[${index}]`, message: `the container gets the capability ${shown(added[index])}, which is none of the container runtime's defaults`, fix: 'remove it' };
      }
    }
  },
};

const DEFAULT: ReadonlySet<unknown> = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);
