import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { serviceSelectorIsValid } from './service-selector-is-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(serviceSelectorIsValid, {
  accepts: {
    'labels': service({ selector: { 'app.kubernetes.io/name': 'web', tier: '' } }),
    'none': service({}),
  },
  rejects: {
    'a key of two parts too many': [service({ selector: { 'a/b/c': 'x' } }), ['spec.selector']],
    'a value with a blank': [service({ selector: { app: 'a b' } }), ['spec.selector']],
  },
});
