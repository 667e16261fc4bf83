import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { preemptionPolicyIsKnown } from './preemption-policy-is-known.ts';

const POD = 'spec.template.spec';

describeRule(preemptionPolicyIsKnown, {
  accepts: { 'a known one': deployment({ preemptionPolicy: 'Never' }) },
  rejects: { 'another case': [deployment({ preemptionPolicy: 'never' }), [`${POD}.preemptionPolicy`]], 'an empty one': [deployment({ preemptionPolicy: '' }), [`${POD}.preemptionPolicy`]] },
});
