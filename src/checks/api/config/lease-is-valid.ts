import { type LeaseSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { specOf } from './spec-of.ts';

export const leaseIsValid: Rule = {
  id: 'lease-is-valid',
  severity: 'error',
  why: 'the API server refuses a lease that lasts no time',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/#LeaseSpec',
  kinds: ['coordination.k8s.io/Lease'],
  keys: ['leaseDurationSeconds', 'leaseTransitions'],
  *check(subject) {
    const { leaseDurationSeconds: duration, leaseTransitions: transitions } = specOf<LeaseSpec>(subject);
    if (typeof duration === 'number' && duration <= 0) yield invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0');
    if (typeof transitions === 'number' && transitions < 0) yield invalid('spec.leaseTransitions', transitions, 'must be greater than or equal to 0');
  },
};
