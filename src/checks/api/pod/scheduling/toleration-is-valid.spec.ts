import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { tolerationIsValid } from './toleration-is-valid.ts';

/** A Deployment whose pods have these annotations. */
const annotated = (annotations: object, fields: object = {}) => object('apps/v1', 'Deployment', 'web', { spec: { template: { metadata: { annotations }, spec: podSpec({ ...fields }) } } });
const AT = 'spec.template.spec.tolerations[0]';
/** A Deployment with one toleration. */
const tolerating = (toleration: object) => deployment({ tolerations: [toleration] });

describeRule(tolerationIsValid, {
  accepts: {
    'a value': tolerating({ key: 'shop.example/only', value: 'web', effect: 'NoSchedule' }),
    'everything': tolerating({ operator: 'Exists' }),
    'for a time': tolerating({ key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: -5 }),
    'as an annotation': annotated({ 'scheduler.alpha.kubernetes.io/tolerations': '[{"key":"a"}]' }),
  },
  rejects: {
    'nothing': [tolerating({}), [`${AT}.operator`]],
    'a key that can\'t be': [tolerating({ key: 'a b' }), [`${AT}.key`]],
    'a value that can\'t be': [tolerating({ key: 'a', value: 'b c' }), [`${AT}.operator`]],
    'a value that doesn\'t matter': [tolerating({ key: 'a', operator: 'Exists', value: 'b' }), [`${AT}.operator`]],
    'an operator behind a gate': [tolerating({ key: 'a', operator: 'Gt', value: '5' }), [`${AT}.operator`]],
    'a time for what is not run yet': [tolerating({ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }), [`${AT}.effect`]],
    'another effect': [tolerating({ key: 'a', effect: 'noSchedule' }), [`${AT}.effect`]],
    'as an annotation': [annotated({ 'scheduler.alpha.kubernetes.io/tolerations': '[{"key":"a b"}]' }), ['spec.template.annotations.scheduler.alpha.kubernetes.io/tolerations[0].key']],
    'as an annotation that is no JSON': [annotated({ 'scheduler.alpha.kubernetes.io/tolerations': '[' }), ['spec.template.annotations']],
  },
});
