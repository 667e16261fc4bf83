import { type LabelSelector } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { selects } from '../../../api/label-selector.ts';
import { type Subject } from '../../subject.ts';
import { invalid, required } from '../field-error.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { generatedLabels, templateLabels } from './job-labels.ts';
import { type JobSpecAt, jobSpecOf } from './job-spec-of.ts';

export const jobSelectorIsGenerated: Rule = {
  id: 'job-selector-is-generated',
  severity: 'error',
  why: 'a Job whose selector finds the pods of another, or not its own, deletes those or makes more without end',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#specifying-your-own-pod-selector',
  kinds: ['batch/Job'],
  keys: ['selector', 'manualSelector'],
  *check(subject) {
    const job = jobSpecOf(subject);
    const { selector, manualSelector } = job.spec;
    if (selector === undefined) {
      if (manualSelector === true) yield required('spec.selector', 'wanted where manualSelector is true');
      return;
    }
    const found = [...labelSelectorFindings(selector, 'spec.selector')];
    yield* found;
    if (found.length === 0) yield* matchFindings(subject, job, selector);
  },
};

function* matchFindings(subject: Subject, job: JobSpecAt, selector: LabelSelector): Iterable<Finding> {
  const manual = job.spec.manualSelector === true;
  const generated = generatedLabels(subject);
  if (!manual && !selects(selector, generated)) {
    yield { ...invalid('spec.selector', selector, 'only the API server writes it, unless manualSelector is true'), fix: 'remove the selector' };
  }
  const labels = templateLabels(job);
  if (!selects(selector, manual ? labels : { ...generated, ...labels })) {
    yield invalid('spec.template.metadata.labels', labels, 'the selector does not select the pods of the template');
  }
}
