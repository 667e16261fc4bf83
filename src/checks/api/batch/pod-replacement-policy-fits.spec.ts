import { describeRule } from '../../test-support/describe-rule.ts';
import { job } from '../../test-support/manifests.ts';
import { podReplacementPolicyFits } from './pod-replacement-policy-fits.ts';

describeRule(podReplacementPolicyFits, {
  accepts: { 'either without a failure policy': [job('a', { podReplacementPolicy: 'Failed' }), job('b', { podReplacementPolicy: 'TerminatingOrFailed' })], 'the default with one': job('a', { podFailurePolicy: {} }) },
  rejects: { 'the other with one': [job('a', { podFailurePolicy: {}, podReplacementPolicy: 'TerminatingOrFailed' }), ['spec.podReplacementPolicy']], 'lower case': [job('a', { podReplacementPolicy: 'failed' }), ['spec.podReplacementPolicy']] },
});
