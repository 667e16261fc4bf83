import { describeRule } from '../../test-support/describe-rule.ts';
import { job } from '../../test-support/manifests.ts';
import { completionModeIsKnown } from './completion-mode-is-known.ts';

describeRule(completionModeIsKnown, {
  accepts: { 'both': [job('a', { completionMode: 'Indexed' }), job('b', { completionMode: 'NonIndexed' })], 'none': job('a') },
  rejects: { 'lower case': [job('a', { completionMode: 'indexed' }), ['spec.completionMode']], 'empty': [job('a', { completionMode: '' }), ['spec.completionMode']] },
});
