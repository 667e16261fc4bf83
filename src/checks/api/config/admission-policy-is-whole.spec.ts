import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { admissionPolicyIsWhole } from './admission-policy-is-whole.ts';

const admissionPolicy = (spec: object) => object('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicy', 'policy', { spec: { matchConstraints: { resourceRules: [{}] }, validations: [{ expression: 'true' }], ...spec } });

describeRule(admissionPolicyIsWhole, {
  accepts: {
    'a check': admissionPolicy({}),
    'only annotations': admissionPolicy({ validations: [], auditAnnotations: [{ key: 'who', valueExpression: 'string(1)' }] }),
  },
  rejects: {
    'nothing': [admissionPolicy({ matchConstraints: undefined, validations: [] }), ['spec.matchConstraints', 'spec.validations', 'spec.auditAnnotations']],
    'no resources, a policy, half a kind': [admissionPolicy({ failurePolicy: 'Retry', matchConstraints: {}, paramKind: {} }), ['spec.failurePolicy', 'spec.matchConstraints.resourceRules', 'spec.paramKind.apiVersion', 'spec.paramKind.kind']],
    'checks': [admissionPolicy({ validations: [{ message: ' ', messageExpression: ' ', reason: 'Because' }, { expression: 'true', message: 'a\nb' }] }), ['spec.validations[0].expression', 'spec.validations[0].messageExpression', 'spec.validations[0].message', 'spec.validations[0].reason', 'spec.validations[1].message']],
    'variables and annotations': [admissionPolicy({ variables: [{}, { name: '1a', expression: 'true' }], auditAnnotations: [{ key: 'a b' }, { key: 'c', valueExpression: 'd' }, { key: 'c', valueExpression: 'd' }] }), ['spec.variables[0].name', 'spec.variables[0].expression', 'spec.variables[1].name', 'spec.auditAnnotations[0].key', 'spec.auditAnnotations[0].valueExpression', 'spec.auditAnnotations[2].key']],
  },
});
