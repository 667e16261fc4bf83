import { containersOfPod } from '../containers-of.ts';
import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hasOwnUsers } from '../user-namespace.ts';

/** A container may say it for itself, and must where its pod does not. */
export const runsAsNonRoot: Rule = {
  id: 'runs-as-non-root',
  severity: 'error',
  why: 'root in a container is root on the node for every hole in the container runtime',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted',
  kinds: POD_KINDS,
  *check({ pods, set }) {
    for (const pod of pods) {
      if (hasOwnUsers(pod.spec, set.minor)) continue;
      const ofPod = at(pod.spec, 'securityContext', 'runAsNonRoot') ?? undefined;
      if (ofPod === false) yield { path: `${pod.specPath}.securityContext.runAsNonRoot`, message: 'the pod may run as root: must be true, got false', fix: 'runAsNonRoot: true' };
      for (const { path, container } of containersOfPod(pod)) {
        const got = at(container, 'securityContext', 'runAsNonRoot') ?? undefined;
        if (got === true || (got === undefined && ofPod !== undefined && (ofPod === true || ofPod === false))) continue;
        yield {
          path: `${path}.securityContext.runAsNonRoot`,
          message: got === undefined ? 'the container may run as root, because nothing forbids it: must be true, here or for the pod' : `the container may run as root: must be true, got ${shown(got)}`,
          fix: 'runAsNonRoot: true',
        };
      }
    }
  },
};
