import { type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const onlyIndexedJobCountsIndexes: Rule = {
  id: 'only-indexed-job-counts-indexes',
  severity: 'error',
  why: 'only an Indexed Job has indexes that could fail or succeed by themselves',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode',
  kinds: JOB_KINDS,
  keys: ['backoffLimitPerIndex', 'maxFailedIndexes', 'successPolicy'],
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    const mode: string = spec.completionMode ?? 'NonIndexed';
    const { backoffLimitPerIndex, maxFailedIndexes, successPolicy } = spec;
    if (maxFailedIndexes !== undefined && backoffLimitPerIndex === undefined) yield required(`${path}.backoffLimitPerIndex`, 'wanted where there is maxFailedIndexes');
    if (mode === 'NonIndexed') {
      if (backoffLimitPerIndex !== undefined) yield { ...invalid(`${path}.backoffLimitPerIndex`, backoffLimitPerIndex, WANTS), fix: FIX };
      if (maxFailedIndexes !== undefined) yield { ...invalid(`${path}.maxFailedIndexes`, maxFailedIndexes, WANTS), fix: FIX };
    }
    if (mode !== 'Indexed' && successPolicy !== undefined) yield { ...invalid(`${path}.successPolicy`, successPolicy, WANTS), fix: FIX };
  },
};

const WANTS = 'wants completionMode Indexed';
const FIX = 'write completionMode: Indexed, and completions';
