import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { textsOf } from '../config/items-of.ts';
import { ipErrors } from '../syntax/ip-address.ts';
import { reachableIpErrors } from './ip-is-reachable.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const externalIpsAreValid: Rule = {
  id: 'external-ips-are-valid',
  severity: 'error',
  why: 'the API server refuses an external address that is none, or that every node has for itself',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
  kinds: SERVICE,
  keys: ['externalIPs'],
  *check(subject) {
    for (const { path, text } of textsOf(serviceOf(subject).spec.externalIPs, 'spec.externalIPs')) {
      const errors = ipErrors(text, subject.set.minor);
      yield* eachInvalid(path, text, errors.length > 0 ? errors : reachableIpErrors(text));
    }
  },
};
