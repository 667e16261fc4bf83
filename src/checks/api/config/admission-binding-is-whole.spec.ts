import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionBindingIsWhole } from './admission-binding-is-whole.ts';

const admissionBinding = (spec: object) => object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', 'binding', { spec: { policyName: 'policy', validationActions: ['Deny'], ...spec } });

describeRule(admissionBindingIsWhole, {
  accepts: {
    'a binding': admissionBinding({ paramRef: { name: 'limits', parameterNotFoundAction: 'Deny' }, validationActions: ['Warn', 'Audit'] }),
  },
  rejects: {
    'nothing': [admissionBinding({ policyName: '', validationActions: [] }), ['spec.policyName', 'spec.validationActions']],
    'actions': [admissionBinding({ validationActions: ['Deny', 'Warn', 'Warn', 'Log'] }), ['spec.validationActions', 'spec.validationActions[2]', 'spec.validationActions[3]']],
    'parameters': [admissionBinding({ paramRef: {} }), ['spec.paramRef', 'spec.paramRef.parameterNotFoundAction']],
    'parameters twice': [admissionBinding({ paramRef: { name: 'a/b', selector: {}, parameterNotFoundAction: 'Skip' } }), ['spec.paramRef.name', 'spec.paramRef.name', 'spec.paramRef.selector', 'spec.paramRef.parameterNotFoundAction']],
  },
});
