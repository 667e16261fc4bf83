import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid } from '../../field-error.ts';

export const hostPortFitsHostNetwork: Rule = {
  id: 'host-port-fits-host-network',
  severity: 'error',
  why: 'a container on the network of its node has no ports beside the node\'s: the API server refuses two numbers for one',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  kinds: POD_KINDS,
  keys: ['hostNetwork'],
  *check({ kind, apiContainers }) {
    for (const { path, list, container, pod } of apiContainers) {
      if (list !== 'containers' || pod.spec.hostNetwork !== true) continue;
      for (const { path: at, item: { containerPort = 0, hostPort = 0 } } of itemsOf(container.ports, `${path}.ports`)) {
        if (hostPort === containerPort || (hostPort === 0 && kind !== '/Pod')) continue;
        yield invalid(`${at}.hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true');
      }
    }
  },
};
