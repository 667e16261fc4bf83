import { describeRule } from '../../test-support/describe-rule.ts';
import { job, object } from '../../test-support/manifests.ts';
import { onlyIndexedJobCountsIndexes } from './only-indexed-job-counts-indexes.ts';

describeRule(onlyIndexedJobCountsIndexes, {
  accepts: { 'an Indexed Job': job('a', { completionMode: 'Indexed', backoffLimitPerIndex: 1, maxFailedIndexes: 1, successPolicy: { rules: [] } }), 'none of them': job('a', { backoffLimit: 3 }) },
  rejects: {
    'a limit by index': [job('a', { backoffLimitPerIndex: 1 }), ['spec.backoffLimitPerIndex']],
    'a success policy': [job('a', { successPolicy: { rules: [] } }), ['spec.successPolicy']],
    'failed indexes without a limit by index': [job('a', { completionMode: 'Indexed', maxFailedIndexes: 1 }), ['spec.backoffLimitPerIndex']],
    'failed indexes of a Job that has none': [job('a', { maxFailedIndexes: 1 }), ['spec.backoffLimitPerIndex', 'spec.maxFailedIndexes']],
  },
});

describeRule(onlyIndexedJobCountsIndexes, {
  accepts: { 'on 1.28, a limit by index, which is dropped': job('a', { backoffLimitPerIndex: 1 }) },
  rejects: { 'on 1.28, the same in a CronJob, where it is not': [object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: { backoffLimitPerIndex: 1 } } } }), ['spec.jobTemplate.spec.backoffLimitPerIndex']] },
  context: { kubernetes: '1.28' },
});
