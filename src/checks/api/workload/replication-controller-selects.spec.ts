import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { replicationControllerSelects } from './replication-controller-selects.ts';

const controller = (spec: object) => object('v1', 'ReplicationController', 'web', { spec });

describeRule(replicationControllerSelects, {
  accepts: { 'a selector': controller({ selector: { a: 'b' }, template: {} }), 'labels, which it selects by': controller({ template: { metadata: { labels: { a: 'b' } } } }) },
  rejects: {
    'neither': [controller({ template: {} }), ['spec.selector']],
    'an empty selector and no template': [controller({ selector: {} }), ['spec.selector', 'spec.template']],
  },
});
