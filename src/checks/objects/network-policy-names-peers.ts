import { at, fieldsAt, isFields, listAt } from '../field.ts';
import { type Rule } from '../rule.ts';

/** Both say the same to a network plugin, and only one of them was meant. */
export const networkPolicyNamesPeers: Rule = {
  id: 'network-policy-names-peers',
  severity: 'error',
  why: 'a rule without peers, or with every namespace as its peer, opens the pods to everybody, whoever was meant',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-policies',
  kinds: ['networking.k8s.io/NetworkPolicy'],
  keys: ['ingress', 'egress'],
  *check({ manifest }) {
    for (const [list, peers, whom] of [
      ['ingress', 'from', 'everybody may reach the pods'],
      ['egress', 'to', 'the pods may reach everybody'],
    ] as const) {
      const rules = listAt(manifest, 'spec', list);
      for (let index = 0; index < rules.length; index++) {
        const named = listAt(rules[index], peers);
        const path = `spec.${list}[${index}]`;
        if (named.length === 0) {
          if (list === 'ingress' || listAt(rules[index], 'ports').length === 0) yield { path, message: `${whom}: the rule names nobody`, fix: `${peers}: [{ podSelector: { matchLabels: { ... } } }]` };
          continue;
        }
        for (let place = 0; place < named.length; place++) {
          if (isEverywhere(named[place])) yield { path: `${path}.${peers}[${place}].namespaceSelector`, message: `${whom}: the rule names every pod of every namespace`, fix: 'namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: <namespace> } }' };
        }
      }
    }
  },
};

function isEverywhere(peer: unknown): boolean {
  const namespaces = at(peer, 'namespaceSelector');
  return isFields(namespaces) && isAny(namespaces) && isAny(fieldsAt(peer, 'podSelector'));
}

function isAny(selector: unknown): boolean {
  return Object.keys(fieldsAt(selector, 'matchLabels')).length === 0 && listAt(selector, 'matchExpressions').length === 0;
}
