import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const procMountIsDefault: Rule = {
  id: 'proc-mount-is-default',
  severity: 'error',
  why: 'an unmasked /proc shows and sets what belongs to the node\'s kernel',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['procMount'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      const got = at(container, 'securityContext', 'procMount');
      if (got !== undefined && got !== 'Default') yield {
        path: `${path}.securityContext.procMount`,
        message: `the container sees parts of /proc that are masked by default: procMount is ${shown(got)}`,
        fix: 'remove the field',
      };
    }
  },
};
