import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { csiDriverIsValid } from './csi-driver-is-valid.ts';

const csiDriver = (spec: object) => object('storage.k8s.io/v1', 'CSIDriver', 'csi.shop.example', { spec });

describeRule(csiDriverIsValid, {
  accepts: {
    'a driver': csiDriver({ fsGroupPolicy: 'File', volumeLifecycleModes: ['Persistent'], tokenRequests: [{ audience: '' }, { audience: 'vault', expirationSeconds: 600 }], serviceAccountTokenInSecrets: true, nodeAllocatableUpdatePeriodSeconds: 10 }),
  },
  rejects: {
    'policies': [csiDriver({ fsGroupPolicy: 'Group', volumeLifecycleModes: ['Forever'] }), ['spec.fsGroupPolicy', 'spec.volumeLifecycleModes']],
    'an audience twice, and too short a time': [csiDriver({ tokenRequests: [{ audience: 'a' }, { audience: 'a' }, { audience: 'b', expirationSeconds: 599 }] }), ['spec.tokenRequests[1].audience', 'spec.tokenRequests[2].expirationSeconds']],
    'too often, and tokens that nobody asks for': [csiDriver({ nodeAllocatableUpdatePeriodSeconds: 9, serviceAccountTokenInSecrets: false }), ['spec.nodeAllocatableUpdatePeriodSeconds', 'spec.serviceAccountTokenInSecrets']],
  },
});

describeRule(csiDriverIsValid, {
  accepts: {
    'fields that are dropped': csiDriver({ nodeAllocatableUpdatePeriodSeconds: 9, serviceAccountTokenInSecrets: false }),
  },
  rejects: {
    'a policy': [csiDriver({ fsGroupPolicy: '' }), ['spec.fsGroupPolicy']],
  },
  context: { kubernetes: '1.34' },
});
