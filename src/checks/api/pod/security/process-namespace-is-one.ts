import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid } from '../../field-error.ts';

export const processNamespaceIsOne: Rule = {
  id: 'process-namespace-is-one',
  severity: 'error',
  why: 'processes are in the namespace of the pod or in that of the node: the API server refuses both',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/',
  kinds: POD_KINDS,
  keys: ['shareProcessNamespace'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      // The server says that the field stands in the security context.
      if (spec.shareProcessNamespace === true && spec.hostPID === true) yield invalid(`${specPath}.securityContext.shareProcessNamespace`, true, 'ShareProcessNamespace and HostPID cannot both be enabled');
    }
  },
};
