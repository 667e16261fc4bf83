import { type DiscoveryEndpointPort, type EndpointSubset } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { type Subject } from '../../subject.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { serviceOf } from './service-of.ts';

export const appProtocolIsQualifiedName: Rule = {
  id: 'app-protocol-is-qualified-name',
  severity: 'error',
  why: 'the API server refuses an application protocol that is no name, with a domain in front or without',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol',
  kinds: ['/Service', '/Endpoints', 'discovery.k8s.io/EndpointSlice'],
  keys: ['appProtocol'],
  *check(subject) {
    for (const { path, item: { appProtocol } } of portsOf(subject)) {
      if (typeof appProtocol === 'string') yield* eachInvalid(`${path}.appProtocol`, appProtocol, qualifiedNameErrors(appProtocol));
    }
  },
};

function portsOf(subject: Subject): readonly Item<{ readonly appProtocol?: string | undefined }>[] {
  if (subject.kind === '/Service') return serviceOf(subject).ports;
  const { subsets, ports } = bodyOf<{ readonly subsets: readonly EndpointSubset[]; readonly ports: readonly DiscoveryEndpointPort[] }>(subject);
  return [...itemsOf(ports, 'ports'), ...itemsOf(subsets, 'subsets').flatMap(({ path, item }) => itemsOf(item.ports, `${path}.ports`))];
}
