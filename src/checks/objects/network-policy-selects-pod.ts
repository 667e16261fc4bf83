import { at, fieldsAt, isFields, listAt, textAt } from '../field.ts';
import { type ManifestSet, namespaceOf } from '../manifest-set.ts';
import { labelledPodIndex } from '../operator-pods.ts';
import { policyRules } from '../network-reach.ts';
import { type Rule } from '../rule.ts';
import { describeSelector } from '../describe-selector.ts';

const POLICY = 'networking.k8s.io/NetworkPolicy';

/** Only selectors by labels that pods of the set have keys of: what else there is in the cluster nobody can tell. */
export const networkPolicySelectsPod: Rule = {
  id: 'network-policy-selects-pod',
  severity: 'error',
  why: 'a policy with a wrong label protects nothing and opens nothing, and nothing tells',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  kinds: [POLICY],
  among: (set) => set.ofKind(POLICY),
  *check({ manifest, identity, set }) {
    const { namespace } = identity;
    const selector = at(manifest, 'spec', 'podSelector');
    if (isDangling(selector, namespace, set)) yield { path: 'spec.podSelector', message: `no pod is selected by ${describeSelector(selector)}`, fix: 'repeat the labels of the workload\'s selector' };
    for (const { policy, path, peers, direction } of set.derive(rulesByPolicy).get(manifest) ?? []) {
      for (let index = 0; index < peers.length; index++) {
        const peer = peers[index];
        const ofPod = at(peer, 'podSelector');
        if ((at(peer, 'namespaceSelector') ?? undefined) !== undefined || !isDangling(ofPod, namespaceOf(policy), set)) continue;
        yield { path: `${path}.${direction === 'Egress' ? 'to' : 'from'}[${index}].podSelector`, message: `no pod is selected by ${describeSelector(ofPod)}`, fix: 'repeat the labels of the workload\'s selector' };
      }
    }
  },
};

function isDangling(selector: unknown, namespace: string, set: ManifestSet): boolean {
  const keys = [...Object.keys(fieldsAt(selector, 'matchLabels')), ...listAt(selector, 'matchExpressions').map((each) => textAt(each, 'key') ?? '')];
  const known = set.derive(labelKeys).get(namespace);
  if (!isFields(selector) || keys.length === 0 || known === undefined || !keys.every((key) => known.has(key))) return false;
  return labelledPodIndex(set).selectedBy(selector, namespace).length === 0;
}

/** The keys of the labels of all pods that the set itself makes, by namespace. */
function labelKeys(set: ManifestSet): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { namespace, metadata } of set.pods) {
    const keys = found.get(namespace) ?? new Set<string>();
    found.set(namespace, keys);
    for (const key of Object.keys(fieldsAt(metadata, 'labels'))) keys.add(key);
  }
  return found;
}

function rulesByPolicy(set: ManifestSet): ReadonlyMap<unknown, ReturnType<typeof policyRules>> {
  const found = new Map<unknown, ReturnType<typeof policyRules>[number][]>();
  for (const rule of policyRules(set)) {
    const others = found.get(rule.policy);
    if (others === undefined) found.set(rule.policy, [rule]);
    else others.push(rule);
  }
  return found;
}
