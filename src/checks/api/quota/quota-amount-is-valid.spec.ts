import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { quotaAmountIsValid } from './quota-amount-is-valid.ts';

const hard = (amounts: object) => object('v1', 'ResourceQuota', 'compute', { spec: { hard: amounts } });

describeRule(quotaAmountIsValid, {
  accepts: {
    'amounts': hard({ 'requests.cpu': '500m', pods: 10, 'count/deployments.apps': 5, 'fast.storageclass.storage.k8s.io/requests.storage': '1Ti', 'requests.shop.example/gpu': '1500m' }),
  },
  rejects: {
    'what it can\'t count': [hard({ storage: '1Gi', deployments: 1, 'count/': 1 }), ['spec.hard["storage"]', 'spec.hard["deployments"]', 'spec.hard["count/"]']],
    'less than nothing, parts, and too fine': [hard({ cpu: '-1', pods: '1500m', services: '1u' }), ['spec.hard["cpu"]', 'spec.hard["pods"]', 'spec.hard["services"]']],
  },
});
