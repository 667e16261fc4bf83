import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const trafficDistributionIsKnown: Rule = {
  id: 'traffic-distribution-is-known',
  severity: 'error',
  why: 'the API server refuses a preference for near endpoints that it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#traffic-distribution',
  // Until 1.30 the field is off, and what it says is dropped.
  since: 31,
  kinds: SERVICE,
  keys: ['trafficDistribution'],
  *check(subject) {
    const { trafficDistribution } = serviceOf(subject).spec;
    const known = subject.set.minor >= 34 ? ['PreferClose', 'PreferSameNode', 'PreferSameZone'] : ['PreferClose'];
    if (typeof trafficDistribution === 'string' && !known.includes(trafficDistribution)) yield notSupported('spec.trafficDistribution', trafficDistribution, known);
  },
};
