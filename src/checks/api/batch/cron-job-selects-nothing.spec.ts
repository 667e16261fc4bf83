import { describeRule } from '../../test-support/describe-rule.ts';
import { cronJob, object } from '../../test-support/manifests.ts';
import { cronJobSelectsNothing } from './cron-job-selects-nothing.ts';

const made = (spec: object) => object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec } } });

describeRule(cronJobSelectsNothing, {
  accepts: { 'nothing': cronJob(), 'manualSelector false': made({ manualSelector: false }) },
  rejects: {
    'an empty selector': [made({ selector: {} }), ['spec.jobTemplate.spec.selector']],
    'manualSelector': [made({ manualSelector: true }), ['spec.jobTemplate.spec.manualSelector']],
  },
});
