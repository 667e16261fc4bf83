import { type StatefulSetSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { invalid, notSupported } from '../field-error.ts';

export const statefulSetPolicyIsKnown: Rule = {
  id: 'stateful-set-policy-is-known',
  severity: 'error',
  why: 'the API server refuses a policy it does not know, or that is spelled otherwise',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#pod-management-policies',
  kinds: ['apps/StatefulSet'],
  keys: ['podManagementPolicy', 'persistentVolumeClaimRetentionPolicy'],
  *check({ defaulted }) {
    const { podManagementPolicy: order, persistentVolumeClaimRetentionPolicy: retention } = (defaulted as { readonly spec?: Partial<StatefulSetSpec> }).spec ?? {};
    if (order !== undefined && order !== 'OrderedReady' && order !== 'Parallel') yield invalid('spec.podManagementPolicy', order, 'must be OrderedReady or Parallel');
    for (const when of ['whenDeleted', 'whenScaled'] as const) {
      const policy = retention?.[when];
      if (policy !== undefined && !POLICIES.includes(policy)) yield notSupported(`spec.persistentVolumeClaimRetentionPolicy.${when}`, policy, POLICIES);
    }
  },
};

const POLICIES: readonly string[] = ['Delete', 'Retain'];
