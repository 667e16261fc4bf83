import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { BINDING_KINDS, matchesOf, POLICY_KINDS } from './admission-rules-of.ts';

export const admissionMatchIsValid: Rule = {
  id: 'admission-match-is-valid',
  severity: 'error',
  why: 'the API server refuses an admission policy for objects that no labels can tell',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#match-criteria',
  kinds: [...POLICY_KINDS, ...BINDING_KINDS],
  keys: ['matchConstraints', 'matchResources'],
  *check(subject) {
    for (const { path, match } of matchesOf(subject)) {
      const policy: string = match.matchPolicy ?? 'Equivalent';
      if (!POLICIES.includes(policy)) yield notSupported(`${path}.matchPolicy`, policy, POLICIES);
      yield* labelSelectorFindings(match.namespaceSelector ?? undefined, `${path}.namespaceSelector`);
      yield* labelSelectorFindings(match.objectSelector ?? undefined, `${path}.objectSelector`);
    }
  },
};

const POLICIES = ['Equivalent', 'Exact'];
