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
    const onNodes = new Set<string>();
    for (const { path, item: { port = 0, nodePort, ...item } } of serviceOf(subject).ports) {
      const protocol = item.protocol || 'TCP';
      const key = `${protocol}/${port}`;
      if (seen.has(key)) yield duplicate(path, { protocol, port });
      seen.add(key);
      if (!nodePort) continue;
      const nodeKey = `${protocol}/${nodePort}`;
      if (onNodes.has(nodeKey)) yield duplicate(`${path}.nodePort`, nodePort);
      onNodes.add(nodeKey);
    }
  },
};
