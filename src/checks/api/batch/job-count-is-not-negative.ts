import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

const COUNTS = ['parallelism', 'completions', 'activeDeadlineSeconds', 'backoffLimit', 'ttlSecondsAfterFinished', 'backoffLimitPerIndex', 'maxFailedIndexes'] as const;

export const jobCountIsNotNegative: Rule = {
  id: 'job-count-is-not-negative',
  severity: 'error',
  why: 'a Job runs no fewer than no pods, and no less than no time',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/validation/validation.go',
  kinds: JOB_KINDS,
  keys: COUNTS,
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    for (const field of COUNTS) {
      const count = spec[field];
      if (count !== undefined) for (const error of nonNegativeErrors(count)) yield invalid(`${path}.${field}`, count, error);
    }
  },
};
