import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** The baseline's half: what is said must not be Unconfined. That something is said is the restricted half. */
export const seccompIsConfined: Rule = {
  id: 'seccomp-is-confined',
  severity: 'error',
  why: 'without a profile a container may make every system call, and most ways out of containers begin with a rare one',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline',
  kinds: POD_KINDS,
  keys: ['seccompProfile'],
  *check({ securityContexts }) {
    for (const { path, context } of securityContexts) {
      const got = at(context, 'seccompProfile', 'type') ?? undefined;
      if (got !== undefined && got !== 'RuntimeDefault' && got !== 'Localhost') yield {
        path: `${path}.seccompProfile.type`,
        message: `system calls are not filtered: the seccomp profile is ${shown(got)}`,
        fix: 'type: RuntimeDefault',
      };
    }
  },
};
