import { type JobSpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';

/** The kinds that have the spec of a Job, as `group/Kind`. */
export const JOB_KINDS: readonly string[] = ['batch/CronJob', 'batch/Job'];

/** The spec of a Job, or of the Jobs a CronJob makes, and where it stands; of what the schema wants, anything may be missing. */
export interface JobSpecAt {
  /** `spec` or `spec.jobTemplate.spec`. */
  readonly path: string;
  readonly spec: Partial<JobSpec>;
}

/** The spec of a Job as validation sees it: without the fields of features that its minor has, but not by default. */
export function jobSpecOf({ defaulted, kind, set }: Subject): JobSpecAt {
  const { spec } = defaulted as { readonly spec?: Partial<JobSpec> & { readonly jobTemplate?: { readonly spec?: Partial<JobSpec> } } };
  // Nothing is taken out of the template of a CronJob.
  if (kind === 'batch/CronJob') return { path: 'spec.jobTemplate.spec', spec: spec?.jobTemplate?.spec ?? {} };
  return { path: 'spec', spec: set.minor >= MANAGER_SINCE ? (spec ?? {}) : enabled(spec ?? {}, set.minor) };
}

const PER_INDEX_SINCE = 29;
const SUCCESS_POLICY_SINCE = 31;
const MANAGER_SINCE = 32;

function enabled(spec: Partial<JobSpec>, minor: number): Partial<JobSpec> {
  const { managedBy: _manager, ...rest } = spec;
  if (minor >= SUCCESS_POLICY_SINCE) return rest;
  const { successPolicy: _success, ...older } = rest;
  if (minor >= PER_INDEX_SINCE) return older;
  const { backoffLimitPerIndex: _limit, maxFailedIndexes: _most, podReplacementPolicy: _replacement, podFailurePolicy, ...oldest } = older;
  if (podFailurePolicy === undefined) return oldest;
  return { ...oldest, podFailurePolicy: { ...podFailurePolicy, rules: (podFailurePolicy.rules ?? []).filter((rule) => rule?.action !== 'FailIndex') } };
}
