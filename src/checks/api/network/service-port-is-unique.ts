import { type Rule } from '../../rule.ts';
import { duplicate } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const servicePortIsUnique: Rule = {
  id: 'service-port-is-unique',
  severity: 'error',
  why: 'the API server refuses two ports of one number and protocol, on the cluster address and on the nodes',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go',
  kinds: SERVICE,
  *check(subject) {
    const seen = new Set<string>();
    const onNodes = new Map<string, number>();
    const { type, ports } = serviceOf(subject);
    // It sets ports of the nodes aside before it validates: two ports of the Service that share one are refused there.
    const isAllocated = type === 'NodePort' || type === 'LoadBalancer';
    for (const { path, item: { port = 0, nodePort, ...item } } of ports) {
      const protocol = item.protocol || 'TCP';
      const key = `${protocol}/${port}`;
      if (seen.has(key)) yield duplicate(path, { protocol, port });
      seen.add(key);
      if (!nodePort) continue;
      const nodeKey = `${protocol}/${nodePort}`;
      const other = onNodes.get(nodeKey);
      if (other !== undefined && (!isAllocated || other === port)) yield duplicate(`${path}.nodePort`, nodePort);
      onNodes.set(nodeKey, port);
    }
  },
};
