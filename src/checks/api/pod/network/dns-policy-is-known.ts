import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported } from '../../field-error.ts';

const POLICIES: readonly string[] = ['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None'];

export const dnsPolicyIsKnown: Rule = {
  id: 'dns-policy-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for where a pod looks up names',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  kinds: POD_KINDS,
  keys: ['dnsPolicy'],
  *check({ apiPods }) {
    for (const { specPath, spec: { dnsPolicy: policy } } of apiPods) {
      if (policy !== undefined && !POLICIES.includes(policy)) yield notSupported(`${specPath}.dnsPolicy`, policy, POLICIES);
    }
  },
};
