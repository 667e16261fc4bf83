import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, job } from '../test-support/manifests.ts';
import { hookJobRetriesLittle } from './hook-job-retries-little.ts';

describeRule(hookJobRetriesLittle, {
  accepts: { 'no retry': hookJob('a', { backoffLimit: 0 }), 'two retries': hookJob('a', { backoffLimit: 2 }), 'a Job that is no hook': job('a') },
  rejects: {
    'three retries': [hookJob('a', { backoffLimit: 3 }), ['spec.backoffLimit']],
    'the default': [hookJob('a'), ['spec.backoffLimit']],
    'a number as text': [hookJob('a', { backoffLimit: '0' }), ['spec.backoffLimit']],
  },
});
