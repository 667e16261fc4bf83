import { at } from '../field.ts';
import { type Rule } from '../rule.ts';

export const cronJobHasDeadline: Rule = {
  id: 'cron-job-has-deadline',
  severity: 'warning',
  why: 'a run that was missed by hours starts at any time later, or after a hundred of them never again',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
  kinds: ['batch/CronJob'],
  *check({ manifest }) {
    if (typeof at(manifest, 'spec', 'startingDeadlineSeconds') !== 'number') yield { path: 'spec.startingDeadlineSeconds', message: 'nothing is said of how late a run may start', fix: 'startingDeadlineSeconds: 600' };
  },
};
