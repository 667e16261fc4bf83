import { type ParamRef, type ValidatingAdmissionPolicyBindingSpec } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../field-error.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { pathSegmentNameErrors } from '../syntax/path-segment-name.ts';
import { BINDING_KINDS } from './admission-rules-of.ts';
import { eachInvalid } from './each-invalid.ts';
import { textsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';

export const admissionBindingIsWhole: Rule = {
  id: 'admission-binding-is-whole',
  severity: 'error',
  why: 'the API server refuses a binding to no policy, without parameters it says it has, or that does nothing',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-actions',
  kinds: BINDING_KINDS,
  *check(subject) {
    const { policyName, paramRef, validationActions } = specOf<ValidatingAdmissionPolicyBindingSpec>(subject);
    if (!policyName) yield required('spec.policyName', 'name the policy');
    else yield* eachInvalid('spec.policyName', policyName, dnsSubdomainErrors(policyName));
    if (paramRef) yield* paramFindings(paramRef, 'spec.paramRef');
    if (subject.kind === BINDING_KINDS[0]) yield* actionFindings(validationActions, 'spec.validationActions');
  },
};

function* paramFindings({ name, selector, parameterNotFoundAction: action }: Partial<ParamRef>, path: string): Iterable<Finding> {
  if (name) yield* eachInvalid(`${path}.name`, name, pathSegmentNameErrors(name));
  if (name && selector) yield* [forbidden(`${path}.name`, 'name and selector are mutually exclusive'), forbidden(`${path}.selector`, 'name and selector are mutually exclusive')];
  yield* labelSelectorFindings(selector ?? undefined, `${path}.selector`);
  if (!name && !selector) yield required(path, 'one of name or selector must be specified');
  if (!action) yield required(`${path}.parameterNotFoundAction`, 'write Allow or Deny');
  else if (!NOT_FOUND.includes(action)) yield notSupported(`${path}.parameterNotFoundAction`, action, NOT_FOUND);
}

function* actionFindings(actions: readonly string[] | null | undefined, path: string): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { path: at, text } of textsOf(actions, path)) {
    if (!ACTIONS.includes(text)) yield notSupported(at, text, ACTIONS);
    if (seen.has(text)) yield duplicate(at, text);
    seen.add(text);
  }
  if (seen.has('Deny') && seen.has('Warn')) yield invalid(path, actions, 'must not contain both Deny and Warn: they would say the same twice');
  if (seen.size === 0) yield { ...required(path, 'must have at least one'), fix: 'validationActions: [Deny]' };
}

const NOT_FOUND: readonly string[] = ['Allow', 'Deny'];
const ACTIONS = ['Audit', 'Deny', 'Warn'];
