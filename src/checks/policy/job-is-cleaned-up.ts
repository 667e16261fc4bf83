import { at } from '../field.ts';
import { type Rule } from '../rule.ts';

export const jobIsCleanedUp: Rule = {
  id: 'job-is-cleaned-up',
  severity: 'warning',
  why: 'Jobs that are done stay with their pods until somebody removes them, and those of a CronJob are counted by it',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  kinds: ['batch/CronJob', 'batch/Job'],
  *check({ manifest, kind }) {
    if (kind === 'batch/Job') {
      if (typeof at(manifest, 'spec', 'ttlSecondsAfterFinished') !== 'number') yield { path: 'spec.ttlSecondsAfterFinished', message: 'nobody removes the Job when it is done', fix: 'ttlSecondsAfterFinished: 86400' };
    } else if (typeof at(manifest, 'spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished') === 'number') {
      yield { path: 'spec.jobTemplate.spec.ttlSecondsAfterFinished', message: 'the CronJob keeps as many of its Jobs as its history limits say, and these go before', fix: 'successfulJobsHistoryLimit and failedJobsHistoryLimit in its place' };
    }
  },
};
