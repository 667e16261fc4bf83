import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { lengthErrors } from '../syntax/length.ts';
import { generatedLabels, JOB_NAME_LABELS, templateLabels, YET_UNKNOWN } from './job-labels.ts';
import { jobSpecOf } from './job-spec-of.ts';

export const jobLabelsAreItsOwn: Rule = {
  id: 'job-labels-are-its-own',
  severity: 'error',
  why: 'the API server labels the pods of a Job with its name and uid, and finds them by that',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector',
  kinds: ['batch/Job'],
  *check(subject) {
    const job = jobSpecOf(subject);
    if (job.spec.manualSelector === true) return;
    const written = templateLabels(job);
    for (const [key, value] of Object.entries(generatedLabels(subject))) {
      if (!Object.hasOwn(written, key)) {
        if (JOB_NAME_LABELS.includes(key)) for (const error of lengthErrors(value, 63)) yield invalid('spec.template.labels', value, `label ${JSON.stringify(key)} ${error}, and it is the name of the Job`);
      } else if (written[key] !== value) {
        const must = value === YET_UNKNOWN ? 'is known only once the Job is made' : `must be ${JSON.stringify(value)}`;
        yield { ...invalid(`spec.template.metadata.labels[${JSON.stringify(key)}]`, written[key], `${must}; the API server sets it`), fix: 'leave the label out' };
      }
    }
  },
};
