import { type EndpointSliceProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { itemsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { duplicate, notSupported, tooMany } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { PROTOCOLS } from './protocols.ts';

export const endpointSlicePortIsValid: Rule = {
  id: 'endpoint-slice-port-is-valid',
  severity: 'error',
  why: 'the API server refuses ports that can\'t be told apart by their names, or of a protocol it doesn\'t know',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/',
  kinds: ['discovery.k8s.io/EndpointSlice'],
  keys: ['ports'],
  *check(subject) {
    const ports = itemsOf(bodyOf<EndpointSliceProps>(subject).ports, 'ports');
    if (ports.length > MOST) {
      yield tooMany('ports', ports.length, MOST);
      return;
    }
    const seen = new Set<string>();
    for (const { path, item } of ports) {
      const name = item.name ?? '';
      if (name !== '') yield* eachInvalid(`${path}.name`, name, dnsLabelErrors(name));
      if (seen.has(name)) yield duplicate(`${path}.name`, name);
      seen.add(name);
      const protocol = item.protocol ?? 'TCP';
      if (!PROTOCOLS.includes(protocol)) yield notSupported(`${path}.protocol`, protocol, PROTOCOLS);
    }
  },
};

const MOST = 20_000;
