import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { claimRequestIsPositive } from './claim-request-is-positive.ts';

const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', 'data', { spec });

describeRule(claimRequestIsPositive, {
  accepts: {
    'a size': claim({ resources: { requests: { storage: '1Gi' } } }),
  },
  rejects: {
    'none': [claim({ resources: { limits: { storage: '1Gi' } } }), ['spec.resources["storage"]']],
    'nothing': [claim({ resources: { requests: { storage: 0 } } }), ['spec.resources["storage"]']],
  },
});
