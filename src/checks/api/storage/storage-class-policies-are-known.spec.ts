import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { storageClassPoliciesAreKnown } from './storage-class-policies-are-known.ts';

const storageClass = (fields: object) => object('storage.k8s.io/v1', 'StorageClass', 'fast', { ...fields });

describeRule(storageClassPoliciesAreKnown, {
  accepts: {
    'all known': storageClass({ reclaimPolicy: 'Retain', volumeBindingMode: 'WaitForFirstConsumer' }),
    'an empty reclaim policy, which is the default': storageClass({ reclaimPolicy: '' }),
  },
  rejects: {
    'one that only volumes have, and small letters': [storageClass({ reclaimPolicy: 'Recycle', volumeBindingMode: 'immediate' }), ['reclaimPolicy', 'volumeBindingMode']],
    'an empty mode': [storageClass({ volumeBindingMode: '' }), ['volumeBindingMode']],
  },
});
