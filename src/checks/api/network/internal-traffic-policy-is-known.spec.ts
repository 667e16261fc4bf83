import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { internalTrafficPolicyIsKnown } from './internal-traffic-policy-is-known.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(internalTrafficPolicyIsKnown, {
  accepts: {
    'both': service({ internalTrafficPolicy: 'Local' }),
    'none': service({ internalTrafficPolicy: undefined }),
  },
  rejects: {
    'an empty one': [service({ internalTrafficPolicy: '' }), ['spec.internalTrafficPolicy']],
  },
});
