import { at, listAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const serviceIsInside: Rule = {
  id: 'service-is-inside',
  severity: 'warning',
  why: 'a Service that opens a port of the nodes, or an address of its own, goes past the one way in that is watched',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
  kinds: ['/Service'],
  keys: ['type', 'externalIPs'],
  *check({ manifest }) {
    const type = at(manifest, 'spec', 'type');
    if (type === 'NodePort' || type === 'LoadBalancer') yield { path: 'spec.type', message: `the Service is open to the outside: its type is ${shown(type)}`, fix: 'type: ClusterIP   # and an Ingress or a route' };
    if (listAt(manifest, 'spec', 'externalIPs').length > 0) yield { path: 'spec.externalIPs', message: 'the Service takes the traffic of any address that it names', fix: 'remove the field' };
  },
};
