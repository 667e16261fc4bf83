import { type Rule } from '../../rule.ts';
import { required } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const serviceHasPorts: Rule = {
  id: 'service-has-ports',
  severity: 'error',
  why: 'the API server refuses a Service with a cluster address and no port: nothing could be reached at it',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  kinds: SERVICE,
  *check(subject) {
    const { ports, isHeadless, type } = serviceOf(subject);
    if (ports.length === 0 && !isHeadless && type !== 'ExternalName') yield { ...required('spec.ports', 'name a port, unless clusterIP is None'), fix: 'ports: [{ name: http, port: 80 }]' };
  },
};
