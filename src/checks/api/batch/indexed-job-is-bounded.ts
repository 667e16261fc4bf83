import { type JobSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { JOB_KINDS, jobSpecOf } from './job-spec-of.ts';

export const indexedJobIsBounded: Rule = {
  id: 'indexed-job-is-bounded',
  severity: 'error',
  why: 'an Indexed Job keeps account of every index in its status, which has only so much room',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#backoff-limit-per-index',
  kinds: JOB_KINDS,
  keys: ['completionMode'],
  *check(subject) {
    const { spec, path } = jobSpecOf(subject);
    if (spec.completionMode !== 'Indexed') return;
    const { completions, parallelism, maxFailedIndexes } = spec;
    if (completions === undefined) yield { ...required(`${path}.completions`, 'an Indexed Job says how many indexes it has'), fix: 'write completions' };
    if (parallelism !== undefined && parallelism > MOST) yield invalid(`${path}.parallelism`, parallelism, `must be at most ${MOST} where completionMode is Indexed`);
    if (maxFailedIndexes !== undefined && completions !== undefined && maxFailedIndexes > completions) {
      yield invalid(`${path}.maxFailedIndexes`, maxFailedIndexes, `must be at most completions, which is ${completions}`);
    }
    if (maxFailedIndexes !== undefined && maxFailedIndexes > MOST) yield invalid(`${path}.maxFailedIndexes`, maxFailedIndexes, `must be at most ${MOST}`);
    if (completions !== undefined && completions > MOST && spec.backoffLimitPerIndex !== undefined) yield* manyFindings(spec, path);
  },
};

const MOST = 100_000;
const MOST_OF_MANY = 10_000;

function* manyFindings({ parallelism, maxFailedIndexes }: Partial<JobSpec>, path: string): Iterable<Finding> {
  const where = `where completions is more than ${MOST} and there is backoffLimitPerIndex`;
  if (maxFailedIndexes === undefined) yield required(`${path}.maxFailedIndexes`, where);
  else if (maxFailedIndexes > MOST_OF_MANY) yield invalid(`${path}.maxFailedIndexes`, maxFailedIndexes, `must be at most ${MOST_OF_MANY} ${where}`);
  if (parallelism !== undefined && parallelism > MOST_OF_MANY) yield invalid(`${path}.parallelism`, parallelism, `must be at most ${MOST_OF_MANY} ${where}`);
}
