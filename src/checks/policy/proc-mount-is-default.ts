import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hasOwnUsers } from '../user-namespace.ts';

/** What a pod in a user namespace of its own sees there is not the node's; that the restricted level forbids it all the same is a rule of its own. */
export const procMountIsDefault: Rule = {
  id: 'proc-mount-is-default',
  severity: 'error',
  why: 'an unmasked /proc shows and sets what belongs to the node\'s kernel',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['procMount'],
  *check({ containers, set }) {
    for (const { path, container, pod } of containers) {
      const got = at(container, 'securityContext', 'procMount') ?? undefined;
      if (got !== undefined && got !== 'Default' && !hasOwnUsers(pod.spec, set.minor)) yield {
        path: `${path}.securityContext.procMount`,
        message: `the container sees parts of /proc that are masked by default: procMount is ${shown(got)}`,
        fix: 'remove the field',
      };
    }
  },
};
