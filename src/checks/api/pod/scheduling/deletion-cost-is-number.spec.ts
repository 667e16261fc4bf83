import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { deletionCostIsNumber } from './deletion-cost-is-number.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
/** A Deployment whose pods have these annotations. */
const annotated = (annotations: object, fields: object = {}) => object('apps/v1', 'Deployment', 'web', { spec: { template: { metadata: { annotations }, spec: podSpec({ ...fields }) } } });

describeRule(deletionCostIsNumber, {
  accepts: { 'none': deployment(), 'numbers': annotated({ 'controller.kubernetes.io/pod-deletion-cost': '-2147483648' }), 'zero': annotated({ 'controller.kubernetes.io/pod-deletion-cost': '0' }) },
  rejects: {
    'a word': [annotated({ 'controller.kubernetes.io/pod-deletion-cost': 'high' }), ['spec.template.annotations["controller.kubernetes.io/pod-deletion-cost"]']],
    'a sign': [pod({}, { annotations: { 'controller.kubernetes.io/pod-deletion-cost': '+1' } }), ['metadata.annotations["controller.kubernetes.io/pod-deletion-cost"]']],
    'too much': [annotated({ 'controller.kubernetes.io/pod-deletion-cost': '2147483648' }), ['spec.template.annotations["controller.kubernetes.io/pod-deletion-cost"]']],
  },
});
