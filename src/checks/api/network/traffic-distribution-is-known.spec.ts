import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { trafficDistributionIsKnown } from './traffic-distribution-is-known.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(trafficDistributionIsKnown, {
  accepts: {
    'the zone': service({ trafficDistribution: 'PreferSameZone' }),
    'near ones': service({ trafficDistribution: 'PreferClose' }),
  },
  rejects: {
    'an unknown one': [service({ trafficDistribution: 'PreferFar' }), ['spec.trafficDistribution']],
    'an empty one': [service({ trafficDistribution: '' }), ['spec.trafficDistribution']],
  },
});

describeRule(trafficDistributionIsKnown, {
  accepts: {
    'near ones': service({ trafficDistribution: 'PreferClose' }),
  },
  rejects: {
    'the zone, which came later': [service({ trafficDistribution: 'PreferSameZone' }), ['spec.trafficDistribution']],
  },
  context: { kubernetes: '1.33' },
});
