import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { type ApiContainer } from '../../api-pods.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate } from '../../field-error.ts';

export const hostPortIsUnique: Rule = {
  id: 'host-port-is-unique',
  severity: 'error',
  why: 'the API server refuses a pod that takes one port of its node twice',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  kinds: POD_KINDS,
  // In a Pod on the network of its node every port is one of the node's.
  keys: ['hostPort', 'hostNetwork'],
  *check({ apiPods, apiContainers }) {
    for (const pod of apiPods) {
      const taken = new Set<string>();
      for (const one of apiContainers) {
        if (one.pod !== pod || one.list === 'ephemeralContainers') continue;
        // Init containers run one after the other.
        yield* repeated(one, one.list === 'containers' ? taken : new Set());
      }
    }
  },
};

function* repeated({ path, container }: ApiContainer, taken: Set<string>): Iterable<Finding> {
  for (const { path: at, item: { protocol = 'TCP', hostIP = '', hostPort = 0 } } of itemsOf(container.ports, `${path}.ports`)) {
    if (hostPort === 0) continue;
    const key = `${protocol}/${hostIP}/${hostPort}`;
    if (taken.has(key)) yield duplicate(`${at}.hostPort`, key);
    taken.add(key);
  }
}
