import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { templateMetadataIsValid } from './template-metadata-is-valid.ts';

const labelled = (labels: object, annotations: object = {}) => object('apps/v1', 'Deployment', 'web', { spec: { template: { metadata: { labels, annotations } } } });

describeRule(templateMetadataIsValid, {
  accepts: { 'labels and annotations': labelled({ 'example.com/a': 'b' }, { 'Example.COM/a': 'b c' }), 'the metadata of the Jobs of a CronJob, which nobody looks at': object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { metadata: { labels: { a: 'b c' } }, spec: { template: {} } } } }) },
  rejects: {
    'a label with a space': [labelled({ a: 'b c' }), ['spec.template.labels']],
    'an annotation with two slashes': [labelled({}, { 'a/b/c': '' }), ['spec.template.annotations']],
    'in a PodTemplate': [object('v1', 'PodTemplate', 'a', { template: { metadata: { labels: { '': '' } } } }), ['template.labels']],
    'in a CronJob': [object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: { template: { metadata: { labels: { a: '-' } } } } } } }), ['spec.jobTemplate.spec.template.labels']],
  },
});
