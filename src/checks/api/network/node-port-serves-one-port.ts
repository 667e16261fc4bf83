import { type Finding, type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { SERVICE, serviceOf, type ServiceToCheck } from './service-of.ts';

export const nodePortServesOnePort: Rule = {
  id: 'node-port-serves-one-port',
  severity: 'error',
  why: 'the API server sets a port of the nodes aside once: only protocols of one port of the Service may share it',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/registry/core/service/storage/alloc.go',
  kinds: SERVICE,
  keys: ['nodePort', 'healthCheckNodePort'],
  check(subject) {
    const service = serviceOf(subject);
    return service.type === 'NodePort' || service.type === 'LoadBalancer' ? takenFindings(service) : [];
  },
};

function* takenFindings({ type, spec, ports }: ServiceToCheck): Iterable<Finding> {
  const taken = new Set<number>();
  /** What each port of the Service has on the nodes; 0 is any that is free. */
  const has = new Map<number, number>();
  for (const { path, item: { port = 0, nodePort = 0 } } of ports) {
    const before = has.get(port);
    // The first of several protocols gets what any of them asks for.
    const asked = before === undefined ? (ports.find(({ item }) => item.port === port && item.nodePort)?.item.nodePort ?? 0) : nodePort;
    if (before === undefined) has.set(port, asked);
    if (asked === 0 || asked === before) continue;
    if (taken.has(asked)) yield invalid(`${path}.nodePort`, asked, 'provided port is already allocated, to another port of the Service');
    taken.add(asked);
  }
  const health = spec.healthCheckNodePort;
  if (type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local' && health && taken.has(health)) {
    yield invalid('spec.healthCheckNodePort', health, 'provided port is already allocated, to a port of the Service');
  }
}
