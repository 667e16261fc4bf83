import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';

/** What the server calls them here. */
const NAMESPACES = [['hostNetwork', 'hostNetwork'], ['hostPID', 'HostPID'], ['hostIPC', 'HostIPC']] as const;
/** The minor since which a device of blocks counts. */
const DEVICES = 35;

export const userNamespaceIsOwn: Rule = {
  id: 'user-namespace-is-own',
  severity: 'error',
  why: 'the API server refuses a pod with users of its own that shares other namespaces, or block devices, with its node',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/#limitations',
  // Before, the field is dropped.
  since: 33,
  kinds: POD_KINDS,
  keys: ['hostUsers'],
  *check({ apiPods, apiContainers, set: { minor } }) {
    for (const { specPath, spec } of apiPods) {
      if (spec.hostUsers !== false) continue;
      for (const [field, called] of NAMESPACES) if (spec[field] === true) yield forbidden(`${specPath}.${called}`, 'must not be set when `hostUsers` is false');
    }
    if (minor < DEVICES) return;
    for (const { path, container, pod } of apiContainers) {
      if (pod.spec.hostUsers === false && (container.volumeDevices ?? []).length > 0) yield forbidden(`${path}.volumeDevices`, 'must not be set when `hostUsers` is false');
    }
  },
};
