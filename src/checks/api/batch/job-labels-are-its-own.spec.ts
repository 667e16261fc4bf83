import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { jobLabelsAreItsOwn } from './job-labels-are-its-own.ts';

const labelled = (labels: object, name = 'migrate', spec: object = {}) => object('batch/v1', 'Job', name, { spec: { ...spec, template: { metadata: { labels } } } });
const at = (key: string) => `spec.template.metadata.labels["${key}"]`;

describeRule(jobLabelsAreItsOwn, {
  accepts: {
    'other labels': labelled({ app: 'x' }),
    'its own name': labelled({ 'job-name': 'migrate', 'batch.kubernetes.io/job-name': 'migrate' }),
    'any where it selects by itself': labelled({ 'job-name': 'x', 'controller-uid': 'y' }, 'a'.repeat(64), { manualSelector: true }),
  },
  rejects: {
    'another name': [labelled({ 'batch.kubernetes.io/job-name': 'x' }), [at('batch.kubernetes.io/job-name')]],
    'a uid, which nobody can know': [labelled({ 'controller-uid': 'x' }), [at('controller-uid')]],
    'a name longer than a label': [labelled({}, 'a'.repeat(64)), ['spec.template.labels', 'spec.template.labels']],
    'a name that is yet to be made': [object('batch/v1', 'Job', '', { metadata: { generateName: 'a-' }, spec: { template: { metadata: { labels: { 'job-name': 'a' } } } } }), [at('job-name')]],
  },
});
