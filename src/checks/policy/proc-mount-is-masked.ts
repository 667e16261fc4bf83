import { at } from '../field.ts';
import { hasOwnUsers } from '../user-namespace.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** What the baseline lets a pod in a user namespace of its own do, and the restricted level does not. */
export const procMountIsMasked: Rule = {
  id: 'proc-mount-is-masked',
  severity: 'error',
  why: 'an unmasked /proc shows more of the kernel than a program needs, in a user namespace too',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  since: 35,
  kinds: POD_KINDS,
  keys: ['procMount'],
  *check({ containers, set }) {
    for (const { path, container, pod } of containers) {
      const got = at(container, 'securityContext', 'procMount') ?? undefined;
      if (got !== undefined && got !== 'Default' && hasOwnUsers(pod.spec, set.minor)) yield {
        path: `${path}.securityContext.procMount`,
        message: `the container sees parts of /proc that are masked by default: procMount is ${shown(got)}`,
        fix: 'remove the field',
      };
    }
  },
};
