import { type MatchCondition, type MatchResources, type NamedRuleWithOperations, type RuleWithOperations } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from './items-of.ts';
import { specOf } from './spec-of.ts';
import { WEBHOOK_KINDS, webhooksOf } from './webhooks-of.ts';

/** What admission kinds apply to, each with where it stands. */
export interface Matches {
  readonly path: string;
  readonly match: Partial<MatchResources>;
}

interface PolicySpec {
  readonly matchConstraints?: MatchResources;
  readonly matchResources?: MatchResources;
  readonly matchConditions?: readonly MatchCondition[];
}

/** The kinds of admission policies. */
export const POLICY_KINDS: readonly string[] = ['admissionregistration.k8s.io/ValidatingAdmissionPolicy', 'admissionregistration.k8s.io/MutatingAdmissionPolicy'];

/** The kinds that bind them. */
export const BINDING_KINDS: readonly string[] = ['admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding', 'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding'];

/** What a policy or binding applies to. */
export function matchesOf(subject: Subject): readonly Matches[] {
  const { matchConstraints, matchResources } = specOf<PolicySpec>(subject);
  return [
    ...(matchConstraints ? [{ path: 'spec.matchConstraints', match: matchConstraints }] : []),
    ...(matchResources ? [{ path: 'spec.matchResources', match: matchResources }] : []),
  ];
}

/** The rules of webhooks, policies and bindings: which requests they are about. */
export function admissionRulesOf(subject: Subject): readonly Item<NamedRuleWithOperations>[] {
  if (WEBHOOK_KINDS.includes(subject.kind)) return webhooksOf(subject).flatMap(({ path, item }) => itemsOf<RuleWithOperations>(item.rules, `${path}.rules`));
  return matchesOf(subject).flatMap(({ path, match }) => [...itemsOf(match.resourceRules, `${path}.resourceRules`), ...itemsOf(match.excludeResourceRules, `${path}.excludeResourceRules`)]);
}

/** The conditions in CEL of webhooks and policies, by list. */
export function matchConditionsOf(subject: Subject): readonly { readonly path: string; readonly conditions: readonly Item<MatchCondition>[] }[] {
  const lists = WEBHOOK_KINDS.includes(subject.kind)
    ? webhooksOf(subject).map(({ path, item }) => ({ path: `${path}.matchConditions`, list: item.matchConditions }))
    : [{ path: 'spec.matchConditions', list: specOf<PolicySpec>(subject).matchConditions }];
  return lists.map(({ path, list }) => ({ path, conditions: itemsOf(list, path) }));
}
