import { describeRule } from '../test-support/describe-rule.ts';
import { cronJob, hookJob, job } from '../test-support/manifests.ts';
import { jobIsHook } from './job-is-hook.ts';

describeRule(jobIsHook, {
  accepts: { 'a hook': hookJob('shop-migrate'), 'a Job named by its content': job('import-0123456789'), 'a CronJob': cronJob() },
  rejects: { 'a plain Job': [job('shop-migrate'), ['metadata.annotations']] },
});
