import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { leaseIsValid } from './lease-is-valid.ts';

const lease = (spec: object) => object('coordination.k8s.io/v1', 'Lease', 'leader', { spec });

describeRule(leaseIsValid, {
  accepts: {
    'a time': lease({ leaseDurationSeconds: 15, leaseTransitions: 0 }),
  },
  rejects: {
    'no time, and less than none': [lease({ leaseDurationSeconds: 0, leaseTransitions: -1 }), ['spec.leaseDurationSeconds', 'spec.leaseTransitions']],
  },
});
