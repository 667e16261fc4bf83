import { containersOfPod } from '../containers-of.ts';
import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { isWindows } from '../security-contexts-of.ts';

/** The restricted half: something must be said. That it is no Unconfined is the baseline's half. */
export const seccompProfileIsSet: Rule = {
  id: 'seccomp-profile-is-set',
  severity: 'error',
  why: 'where nothing is said, most clusters run the container without a profile',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  kinds: POD_KINDS,
  *check({ pods }) {
    for (const pod of pods) {
      if (isWindows(pod.spec) || (at(pod.spec, 'securityContext', 'seccompProfile', 'type') ?? undefined) !== undefined) continue;
      for (const { path, container } of containersOfPod(pod)) {
        if ((at(container, 'securityContext', 'seccompProfile', 'type') ?? undefined) !== undefined) continue;
        yield {
          path: `${path}.securityContext.seccompProfile.type`,
          message: 'system calls are not filtered, because no seccomp profile is set: RuntimeDefault or Localhost, here or for the pod',
          fix: 'seccompProfile: { type: RuntimeDefault }',
        };
      }
    }
  },
};
