import { at } from '../field.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { isWindows } from '../security-contexts-of.ts';

export const rootFilesystemIsReadOnly: Rule = {
  id: 'root-filesystem-is-read-only',
  severity: 'warning',
  why: 'what can write its own program can be made to run another one',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  kinds: POD_KINDS,
  *check({ containers }) {
    for (const { path, container, list, pod } of containers) {
      if (list === 'ephemeralContainers' || isWindows(pod.spec) || at(container, 'securityContext', 'readOnlyRootFilesystem') === true) continue;
      yield { path: `${path}.securityContext.readOnlyRootFilesystem`, message: 'the container may write its own files', fix: 'readOnlyRootFilesystem: true   # and an emptyDir where it must write' };
    }
  },
};
