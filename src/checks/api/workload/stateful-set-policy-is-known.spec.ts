import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { statefulSetPolicyIsKnown } from './stateful-set-policy-is-known.ts';

const set = (spec: object) => object('apps/v1', 'StatefulSet', 'db', { spec });

describeRule(statefulSetPolicyIsKnown, {
  accepts: { 'empty, which is the default': set({ podManagementPolicy: '', persistentVolumeClaimRetentionPolicy: { whenScaled: '' } }), 'known ones': set({ podManagementPolicy: 'Parallel', persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } }) },
  rejects: {
    'lower case': [set({ podManagementPolicy: 'parallel' }), ['spec.podManagementPolicy']],
    'unknown ones': [
      set({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Recycle', whenScaled: 'delete' } }),
      ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'spec.persistentVolumeClaimRetentionPolicy.whenScaled'],
    ],
  },
});
