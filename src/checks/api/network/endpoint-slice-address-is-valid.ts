import { type EndpointSliceProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { itemsOf, textsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { invalid, notSupported, required, tooMany } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { ipErrors, ipFamilyErrors } from '../syntax/ip-address.ts';
import { canonicalIp } from './canonical-ip.ts';
import { reachableIpErrors } from './ip-is-reachable.ts';

export const endpointSliceAddressIsValid: Rule = {
  id: 'endpoint-slice-address-is-valid',
  severity: 'error',
  why: 'the API server refuses endpoints without addresses, and addresses that are not of the slice\'s type',
  source: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#address-types',
  kinds: ['discovery.k8s.io/EndpointSlice'],
  *check(subject) {
    const { endpoints, ...slice } = bodyOf<EndpointSliceProps>(subject);
    const type: string = slice.addressType ?? '';
    if (type === '') yield required('addressType', `write one of ${TYPES.join(', ')}`);
    else if (!TYPES.includes(type)) yield notSupported('addressType', type, TYPES);
    const items = itemsOf(endpoints, 'endpoints');
    if (items.length > MOST_ENDPOINTS) {
      yield tooMany('endpoints', items.length, MOST_ENDPOINTS);
      return;
    }
    for (const { path, item } of items) {
      const addresses = textsOf(item.addresses, `${path}.addresses`);
      if (addresses.length === 0) yield required(`${path}.addresses`, 'an endpoint has at least one address');
      if (addresses.length > MOST_ADDRESSES) yield tooMany(`${path}.addresses`, addresses.length, MOST_ADDRESSES);
      for (const { path: at, text } of addresses) yield* addressFindings(type, text, at, `${path}.addresses`, subject.set.minor);
    }
  },
};

function* addressFindings(type: string, text: string, at: string, list: string, minor: number): Iterable<Finding> {
  if (type === 'FQDN') {
    yield* domainFindings(text, at);
    return;
  }
  if (type !== 'IPv4' && type !== 'IPv6') return;
  const isStrict = type === 'IPv6' && minor >= CANONICAL_SINCE;
  const errors = ipErrors(text, isStrict ? 36 : minor);
  yield* eachInvalid(at, text, errors);
  if (errors.length > 0) return;
  const canonical = canonicalIp(text);
  if (isStrict && canonical !== text) {
    yield { ...invalid(at, text, `must be in canonical form, ${JSON.stringify(canonical)}`) };
    return;
  }
  // Since 1.33 it is the list that has the wrong family.
  yield* eachInvalid(minor >= CANONICAL_SINCE ? list : at, text, ipFamilyErrors(text, type));
  yield* eachInvalid(at, text, reachableIpErrors(text));
}

function* domainFindings(text: string, at: string): Iterable<Finding> {
  const name = text.replace(/\.$/, '');
  const labels = name.split('.');
  if (text === '') yield required(at, 'name a host');
  else if (dnsSubdomainErrors(name).length > 0) yield* eachInvalid(at, name, dnsSubdomainErrors(name));
  else if (labels.length < 2) yield invalid(at, name, 'should be a domain with at least two segments separated by dots');
  else yield* eachInvalid(at, name, labels.flatMap(dnsLabelErrors).slice(0, 1));
}

const TYPES = ['FQDN', 'IPv4', 'IPv6'];
const MOST_ENDPOINTS = 1000;
const MOST_ADDRESSES = 100;
const CANONICAL_SINCE = 33;
