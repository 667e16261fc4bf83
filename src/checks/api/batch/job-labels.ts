import { type Subject } from '../../subject.ts';
import { type JobSpecAt } from './job-spec-of.ts';

/** The labels, older names last, that a Job's pods get with its name. */
export const JOB_NAME_LABELS: readonly string[] = ['batch.kubernetes.io/job-name', 'job-name'];

/** The labels, older names last, that a Job's pods get with its uid. */
export const JOB_UID_LABELS: readonly string[] = ['batch.kubernetes.io/controller-uid', 'controller-uid'];

/** Stands for what is known only once the Job is made; no text in a manifest is the same. */
export const YET_UNKNOWN = '\u0000';

/** The labels that the API server gives to the template of a Job. */
export function generatedLabels({ identity: { name } }: Subject): Readonly<Record<string, string>> {
  const entries = [...JOB_NAME_LABELS.map((key) => [key, name === '' ? YET_UNKNOWN : name]), ...JOB_UID_LABELS.map((key) => [key, YET_UNKNOWN])];
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

/** The labels of the template, as written. */
export function templateLabels({ spec }: JobSpecAt): Readonly<Record<string, string>> {
  return spec.template?.metadata?.labels ?? {};
}
