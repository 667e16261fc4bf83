import { type StatefulSetSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';

export const statefulSetServiceIsLabel: Rule = {
  id: 'stateful-set-service-is-label',
  severity: 'error',
  why: 'the name of the Service is part of the host names of the pods, and no Service can have another',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  since: 33,
  kinds: ['apps/StatefulSet'],
  keys: ['serviceName'],
  check({ defaulted }) {
    const { serviceName } = (defaulted as { readonly spec?: Partial<StatefulSetSpec> }).spec ?? {};
    return serviceName ? dnsLabelErrors(serviceName).map((error) => invalid('spec.serviceName', serviceName, error)) : [];
  },
};
