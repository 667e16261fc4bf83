import { type ValidatingAdmissionPolicySpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, invalid, notSupported, required } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { eachInvalid } from './each-invalid.ts';
import { itemsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

export const admissionPolicyIsWhole: Rule = {
  id: 'admission-policy-is-whole',
  severity: 'error',
  why: 'the API server refuses an admission policy about nothing, or that checks nothing',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
  kinds: ['admissionregistration.k8s.io/ValidatingAdmissionPolicy'],
  *check(subject) {
    const spec = specOf<ValidatingAdmissionPolicySpec>(subject);
    const policy: string = spec.failurePolicy ?? 'Fail';
    if (!POLICIES.includes(policy)) yield notSupported('spec.failurePolicy', policy, POLICIES);
    if (!spec.matchConstraints) yield required('spec.matchConstraints', 'say which requests the policy is about');
    else if ((spec.matchConstraints.resourceRules ?? []).length === 0) yield required('spec.matchConstraints.resourceRules', 'say which resources the policy is about');
    if (spec.paramKind && !spec.paramKind.apiVersion) yield required('spec.paramKind.apiVersion', 'name the version of the kind');
    if (spec.paramKind && !spec.paramKind.kind) yield required('spec.paramKind.kind', 'name the kind');
    if ((spec.validations ?? []).length === 0 && (spec.auditAnnotations ?? []).length === 0) {
      yield* [required('spec.validations', 'must have one, or auditAnnotations'), required('spec.auditAnnotations', 'must have one, or validations')];
    }
    yield* validationFindings(spec);
    yield* annotationFindings(spec, subject.identity.name);
  },
};

function* validationFindings({ validations, variables }: Partial<ValidatingAdmissionPolicySpec>): Iterable<Finding> {
  for (const { path, item: { name = '', expression = '' } } of itemsOf(variables, 'spec.variables')) {
    if (name.trim() === '') yield required(`${path}.name`, 'name the variable');
    else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name)) yield invalid(`${path}.name`, name, 'must be a valid CEL identifier');
    if (expression.trim() === '') yield required(`${path}.expression`, 'write an expression in CEL');
  }
  for (const { path, item } of itemsOf(validations, 'spec.validations')) {
    const { expression = '', message = '', messageExpression = '', reason } = item;
    if (expression.trim() === '') yield required(`${path}.expression`, 'write an expression in CEL');
    if (messageExpression !== '' && messageExpression.trim() === '') yield invalid(`${path}.messageExpression`, messageExpression, 'must be non-empty if specified');
    if (message !== '' && message.trim() === '') yield invalid(`${path}.message`, message, 'must be non-empty if specified');
    else if (/[\n\r]/.test(message.trim())) yield invalid(`${path}.message`, message, 'must not contain line breaks');
    if (typeof reason === 'string' && !REASONS.includes(reason)) yield notSupported(`${path}.reason`, reason, REASONS);
  }
}

function* annotationFindings({ auditAnnotations }: Partial<ValidatingAdmissionPolicySpec>, name: string): Iterable<Finding> {
  const annotations = itemsOf(auditAnnotations, 'spec.auditAnnotations');
  if (annotations.length > MOST_ANNOTATIONS) yield invalid('spec.auditAnnotations', annotations.length, `must not have more than ${MOST_ANNOTATIONS}`);
  const seen = new Set<string>();
  for (const { path, item: { key = '', valueExpression = '' } } of annotations) {
    yield* eachInvalid(`${path}.key`, key, qualifiedNameErrors(`${name}/${key}`));
    if (valueExpression.trim() === '') yield required(`${path}.valueExpression`, 'write an expression in CEL');
    if (seen.has(key)) yield duplicate(`${path}.key`, key);
    seen.add(key);
  }
}

const POLICIES = ['Fail', 'Ignore'];
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const MOST_ANNOTATIONS = 20;
