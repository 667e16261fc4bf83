import { type Fields, isFields, own, ownList } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from '../impact-rule.ts';
import { Place } from '../place.ts';
import { sameValue } from '../same-value.ts';
import { textOf } from '../text-of.ts';

/** A kind of network policy that is not Kubernetes' own: where its rules are, and which of them deny. */
interface PolicyKind {
  readonly source: string;
  readonly lists: readonly string[];
  readonly denies: (list: string, rule: Fields) => boolean;
  /** Which of them allow; a rule may do neither, and leave it to another policy. */
  readonly allows: (list: string, rule: Fields) => boolean;
  /** Whether the order of its rules counts: the first that fits decides. */
  readonly isOrdered: boolean;
}

const byAction = (_list: string, rule: Fields): boolean => own(rule, 'action') === 'Deny' || own(rule, 'action') === 'Drop' || own(rule, 'action') === 'Reject';
const allowsByAction = (_list: string, rule: Fields): boolean => own(rule, 'action') === 'Allow';
const CILIUM: PolicyKind = { source: 'https://docs.cilium.io/en/stable/security/policy/deny/', lists: ['ingress', 'ingressDeny', 'egress', 'egressDeny'], denies: (list) => list.endsWith('Deny'), allows: (list) => !list.endsWith('Deny'), isOrdered: false };
const CALICO: PolicyKind = { source: 'https://docs.tigera.io/calico/latest/reference/resources/globalnetworkpolicy', lists: ['ingress', 'egress'], denies: byAction, allows: allowsByAction, isOrdered: true };
const ADMIN: PolicyKind = { source: 'https://network-policy-api.sigs.k8s.io/api-overview/', lists: ['ingress', 'egress'], denies: byAction, allows: allowsByAction, isOrdered: true };
const ANTREA: PolicyKind = { source: 'https://antrea.io/docs/main/docs/antrea-network-policy/', lists: ['ingress', 'egress'], denies: byAction, allows: allowsByAction, isOrdered: true };

const KINDS: ReadonlyMap<string, PolicyKind> = new Map([
  ['cilium.io/CiliumNetworkPolicy', CILIUM],
  ['cilium.io/CiliumClusterwideNetworkPolicy', CILIUM],
  ...['crd.projectcalico.org', 'projectcalico.org'].flatMap((group) => ['NetworkPolicy', 'GlobalNetworkPolicy', 'NetworkSet', 'GlobalNetworkSet', 'Tier'].map((kind): [string, PolicyKind] => [`${group}/${kind}`, CALICO])),
  ['policy.networking.k8s.io/AdminNetworkPolicy', ADMIN],
  ['policy.networking.k8s.io/BaselineAdminNetworkPolicy', ADMIN],
  ['policy.networking.k8s.io/ClusterNetworkPolicy', ADMIN],
  ['crd.antrea.io/NetworkPolicy', ANTREA],
  ['crd.antrea.io/ClusterNetworkPolicy', ANTREA],
  ['cilium.io/CiliumCIDRGroup', CILIUM],
]);

/** Who may talk to whom, by the policies of network plugins and those of the cluster's administrators. What cannot be told counts as wider. */
export function otherNetworkAccess(subject: ImpactSubject): readonly FoundImpact[] {
  const policy = KINDS.get(subject.kind);
  if (policy === undefined) return [];
  const { status, title, before, after, differences } = subject;
  if (status === 'added') return [found(policy, isShutting(policy, after!), `${title} is new: it decides who may talk to what it covers`)];
  if (status === 'removed') return [found(policy, false, `${title} goes: it no longer decides who may talk to what it covered`)];
  const paths = differences.filter(({ steps }) => steps[0] !== 'metadata').map(({ path }) => path);
  if (paths.length === 0) return [];
  return [{ ...found(policy, isOnlyNarrower(policy, before!, after!), `${title} changes who may talk to what it covers`), paths }];
}

function found({ source }: PolicyKind, isNarrower: boolean, what: string): FoundImpact {
  return isNarrower ? { risk: 'medium', direction: 'narrower', reason: `${what}, and only shuts`, source } : { risk: 'high', direction: 'wider', reason: `${what}; that may be more than before`, source };
}

/** A policy that holds no rule but such as deny. */
function isShutting(policy: PolicyKind, manifest: Manifest): boolean {
  const rules = policy.lists.flatMap((list) => rulesOf(manifest, list).map((rule) => policy.denies(list, rule)));
  return rules.length > 0 && rules.every((denies) => denies);
}

function rulesOf(manifest: Manifest, list: string): readonly Fields[] {
  // A policy of Cilium may hold several in one.
  const specs = [fieldsAt(manifest, 'spec'), ...ownList(manifest, 'specs').filter(isFields)];
  return specs.flatMap((spec) => ownList(spec, list).filter(isFields));
}

const ANYWHERE = new Place(undefined, false);

/** Whether nothing comes but what denies, and nothing goes but what allowed, while all else stays. */
function isOnlyNarrower(policy: PolicyKind, before: Manifest, after: Manifest): boolean {
  if (own(before, 'specs') !== undefined || own(after, 'specs') !== undefined || !sameRest(policy, before, after)) return false;
  return policy.lists.every((list) => {
    const [was, is] = [rulesOf(before, list), rulesOf(after, list)];
    const [kept, stays] = [was.filter((rule) => holds(is, rule)), is.filter((rule) => holds(was, rule))];
    // The last rule that allows takes the default with it: Cilium denies the rest only where some rule is.
    if (!policy.isOrdered && was.length > 0 && is.length === 0) return false;
    if (policy.isOrdered && !kept.every((rule, index) => sameValue(rule, stays[index], ANYWHERE))) return false;
    return is.every((rule) => holds(was, rule) || policy.denies(list, rule)) && was.every((rule) => holds(is, rule) || policy.allows(list, rule));
  });
}

function holds(rules: readonly Fields[], rule: Fields): boolean {
  return rules.some((other) => sameValue(rule, other, ANYWHERE));
}

function sameRest({ lists }: PolicyKind, before: Manifest, after: Manifest): boolean {
  const [left, right] = [before, after].map((manifest) => Object.fromEntries(Object.entries((valueAt(manifest, 'spec') ?? {}) as Fields).filter(([key]) => !lists.includes(textOf(key)))));
  return sameValue(left, right, ANYWHERE);
}
