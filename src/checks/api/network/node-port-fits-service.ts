import { type Rule } from '../../rule.ts';
import { forbidden } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const nodePortFitsService: Rule = {
  id: 'node-port-fits-service',
  severity: 'error',
  why: 'the API server refuses a port of the nodes for a Service that is only reached inside the cluster',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  kinds: SERVICE,
  keys: ['nodePort'],
  *check(subject) {
    const { type, ports } = serviceOf(subject);
    if (type !== 'ClusterIP') return;
    for (const { path, item: { nodePort } } of ports) {
      if (nodePort) yield { ...forbidden(`${path}.nodePort`, 'a Service of type ClusterIP has no port on the nodes'), fix: 'remove the field, or write type: NodePort' };
    }
  },
};
