import { type EndpointAddress, type EndpointPort, type EndpointSubset } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { notSupported, required } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { ipErrors } from '../syntax/ip-address.ts';
import { portNumberErrors } from '../syntax/port.ts';
import { reachableIpErrors } from './ip-is-reachable.ts';
import { PROTOCOLS } from './protocols.ts';

export const endpointsAreValid: Rule = {
  id: 'endpoints-are-valid',
  severity: 'error',
  why: 'the API server refuses Endpoints without an address that can be reached, or with ports that can\'t be told apart',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoints-v1/',
  kinds: ['/Endpoints'],
  *check(subject) {
    const { subsets } = bodyOf<{ readonly subsets: readonly EndpointSubset[] }>(subject);
    for (const { path, item } of itemsOf(subsets, 'subsets')) {
      const addresses = [...itemsOf(item.addresses, `${path}.addresses`), ...itemsOf(item.notReadyAddresses, `${path}.notReadyAddresses`)];
      if (addresses.length === 0) yield required(path, 'must have addresses or notReadyAddresses');
      for (const address of addresses) yield* addressFindings(address, subject.set.minor);
      const ports = itemsOf(item.ports, `${path}.ports`);
      for (const port of ports) yield* portFindings(port, ports.length > 1);
    }
  },
};

function* addressFindings({ path, item: { ip = '', hostname, nodeName } }: Item<EndpointAddress>, minor: number): Iterable<Finding> {
  const errors = ipErrors(ip, minor);
  yield* eachInvalid(`${path}.ip`, ip, errors.length > 0 ? errors : reachableIpErrors(ip));
  if (hostname) yield* eachInvalid(`${path}.hostname`, hostname, dnsLabelErrors(hostname));
  if (typeof nodeName === 'string') yield* eachInvalid(`${path}.nodeName`, nodeName, dnsSubdomainErrors(nodeName));
}

function* portFindings({ path, item }: Item<EndpointPort>, needsName: boolean): Iterable<Finding> {
  const { name, port = 0 } = item;
  if (name) yield* eachInvalid(`${path}.name`, name, dnsLabelErrors(name));
  else if (needsName) yield required(`${path}.name`, 'several ports must be named each');
  yield* eachInvalid(`${path}.port`, port, portNumberErrors(port));
  const protocol = item.protocol || 'TCP';
  if (!PROTOCOLS.includes(protocol)) yield notSupported(`${path}.protocol`, protocol, PROTOCOLS);
}
