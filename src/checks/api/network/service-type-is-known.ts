import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const serviceTypeIsKnown: Rule = {
  id: 'service-type-is-known',
  severity: 'error',
  why: 'the API server refuses a Service of a type it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
  kinds: SERVICE,
  keys: ['type'],
  *check(subject) {
    const { type } = serviceOf(subject);
    if (!TYPES.includes(type)) yield notSupported('spec.type', type, TYPES);
  },
};

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
