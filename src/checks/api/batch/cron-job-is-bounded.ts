import { type Rule } from '../../rule.ts';
import { invalid, notSupported } from '../field-error.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';
import { cronJobOf } from './cron-job-of.ts';

const COUNTS = ['startingDeadlineSeconds', 'successfulJobsHistoryLimit', 'failedJobsHistoryLimit'] as const;

export const cronJobIsBounded: Rule = {
  id: 'cron-job-is-bounded',
  severity: 'error',
  why: 'the API server refuses limits below zero, and a policy it does not know',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec',
  kinds: ['batch/CronJob'],
  keys: [...COUNTS, 'concurrencyPolicy'],
  *check(subject) {
    const spec = cronJobOf(subject);
    for (const field of COUNTS) {
      const count = spec[field];
      if (count !== undefined) for (const error of nonNegativeErrors(count)) yield invalid(`spec.${field}`, count, error);
    }
    const policy: string = spec.concurrencyPolicy ?? 'Allow';
    if (!POLICIES.includes(policy)) yield notSupported('spec.concurrencyPolicy', policy, POLICIES);
  },
};

const POLICIES = ['Allow', 'Forbid', 'Replace'];
