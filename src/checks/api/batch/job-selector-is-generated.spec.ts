import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { jobSelectorIsGenerated } from './job-selector-is-generated.ts';

const job = (spec: object, labels: object = {}) => object('batch/v1', 'Job', 'migrate', { spec: { ...spec, template: { metadata: { labels } } } });

describeRule(jobSelectorIsGenerated, {
  accepts: {
    'none': job({}),
    'its own, where manualSelector is true': job({ manualSelector: true, selector: { matchLabels: { a: 'b' } } }, { a: 'b', c: 'd' }),
    'an empty one, which the API server fills': job({ selector: {} }),
    'its own name, which it will have': job({ selector: { matchLabels: { 'job-name': 'migrate' } } }),
  },
  rejects: {
    'none, where manualSelector is true': [job({ manualSelector: true }), ['spec.selector']],
    'its own, without manualSelector': [job({ selector: { matchLabels: { a: 'b' } } }, { a: 'b' }), ['spec.selector']],
    'one that selects other pods': [job({ manualSelector: true, selector: { matchLabels: { a: 'b' } } }, { a: 'c' }), ['spec.template.metadata.labels']],
    'a uid, which nobody can know': [job({ selector: { matchLabels: { 'controller-uid': 'x' } } }), ['spec.selector', 'spec.template.metadata.labels']],
    'one that is none': [job({ manualSelector: true, selector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }), ['spec.selector.matchExpressions[0].values']],
  },
});
