import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionMatchIsValid } from './admission-match-is-valid.ts';

const admissionPolicy = (spec: object) => object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'policy', { spec: { matchConstraints: { resourceRules: [{}] }, validations: [{ expression: 'true' }], ...spec } });
const admissionBinding = (spec: object) => object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'binding', { spec: { policyName: 'policy', validationActions: ['Deny'], ...spec } });

describeRule(admissionMatchIsValid, {
  accepts: {
    'all': admissionPolicy({ matchConstraints: { resourceRules: [{}] } }),
  },
  rejects: {
    'a policy and labels': [admissionPolicy({ matchConstraints: { matchPolicy: 'Same', namespaceSelector: { matchLabels: { 'a b': 'c' } } } }), ['spec.matchConstraints.matchPolicy', 'spec.matchConstraints.namespaceSelector.matchLabels']],
    'labels of a binding': [admissionBinding({ matchResources: { objectSelector: { matchLabels: { 'a b': 'c' } } } }), ['spec.matchResources.objectSelector.matchLabels']],
  },
});
