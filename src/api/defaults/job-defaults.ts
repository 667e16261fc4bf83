import { each, type Fields, fill, fillZero, own, ownFields, put, within, withinAlways } from './fill.ts';
import { templateDefaults } from './pod-spec-defaults.ts';

/**
 * A Job as the API server completes it. It takes over the labels of its template where it has none.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/batch/v1/defaults.go
 */
export function jobDefaults(job: Fields, minor: number): Fields {
  return within(labelled(job), 'spec', (spec) => {
    let result = jobSpecDefaults(spec);
    if (own(result, 'completions') === undefined && own(result, 'parallelism') === undefined) result = put(result, 'completions', 1);
    const perIndex = own(result, 'backoffLimitPerIndex') !== undefined;
    result = fill(result, { ...JOB, backoffLimit: perIndex ? LARGEST_INT32 : 6 });
    if (minor < REPLACEMENT_BY_DEFAULT) return result;
    return fill(result, { podReplacementPolicy: own(result, 'podFailurePolicy') === undefined ? 'TerminatingOrFailed' : 'Failed' });
  });
}

/** A CronJob as the API server completes it: the Job in it is completed only once it is made. */
export function cronJobDefaults(cronJob: Fields): Fields {
  return within(cronJob, 'spec', (spec) => {
    const filled = fill(fillZero(spec, CONCURRENCY), CRON_JOB);
    return within(filled, 'jobTemplate', (template) => within(template, 'spec', jobSpecDefaults));
  });
}

const LARGEST_INT32 = 2_147_483_647;
const JOB = { parallelism: 1, completionMode: 'NonIndexed', suspend: false, manualSelector: false };
/** The minor in which the policy for replacing pods came on by default. */
const REPLACEMENT_BY_DEFAULT = 29;
const CONCURRENCY = { concurrencyPolicy: 'Allow' };
const CRON_JOB = { suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 };
const CONDITION = { status: 'True' };

function jobSpecDefaults(spec: Fields): Fields {
  return within(templateDefaults(spec), 'podFailurePolicy', (policy) =>
    each(policy, 'rules', (rule) => each(rule, 'onPodConditions', (condition) => fillZero(condition, CONDITION))),
  );
}

function labelled(job: Fields): Fields {
  const template = ownFields(ownFields(job, 'spec') ?? NOTHING, 'template');
  const labels = ownFields(ownFields(template ?? NOTHING, 'metadata') ?? NOTHING, 'labels');
  if (labels === undefined) return job;
  return withinAlways(job, 'metadata', (metadata) => {
    const held = ownFields(metadata, 'labels');
    return held === undefined || Object.keys(held).length === 0 ? put(metadata, 'labels', labels) : metadata;
  });
}

const NOTHING: Fields = Object.freeze({});
