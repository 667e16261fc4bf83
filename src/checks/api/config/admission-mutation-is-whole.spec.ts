import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionMutationIsWhole } from './admission-mutation-is-whole.ts';

const policy = (...mutations: readonly object[]) => object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'policy', { spec: { reinvocationPolicy: 'Never', mutations } });
const AT = 'spec.mutations[0]';

describeRule(admissionMutationIsWhole, {
  accepts: {
    'both sorts': policy({ patchType: 'JSONPatch', jsonPatch: { expression: '[]' } }, { patchType: 'ApplyConfiguration', applyConfiguration: { expression: 'Object{}' } }),
  },
  rejects: {
    'nothing': [object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'policy', { spec: {} }), ['spec.mutations']],
    'no type, another one': [policy({}, { patchType: 'Merge' }), [`${AT}.patchType`, 'spec.mutations[1].patchType']],
    'the other patch': [policy({ patchType: 'JSONPatch', applyConfiguration: { expression: 'Object{}' } }), [`${AT}.jsonPatch`, `${AT}.applyConfiguration`]],
    'a blank one': [policy({ patchType: 'JSONPatch', jsonPatch: { expression: ' ' } }), [`${AT}.jsonPatch.expression`]],
    'a policy of invocation': [object('admissionregistration.k8s.io/v1', 'MutatingAdmissionPolicy', 'policy', { spec: { reinvocationPolicy: 'Always', mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: '[]' } }] } }), ['spec.reinvocationPolicy']],
  },
});
