import { type NetworkPolicyPeer, type NetworkPolicyPort, type NetworkPolicySpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';
import { type Item, itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';

/** The kind that all these rules are about. */
export const NETWORK_POLICY: readonly string[] = ['networking.k8s.io/NetworkPolicy'];

/** Who may be talked to, of every rule of a NetworkPolicy. */
export function peersOf(subject: Subject): readonly Item<NetworkPolicyPeer>[] {
  const { ingress, egress } = specOf<NetworkPolicySpec>(subject);
  return [
    ...itemsOf(ingress, 'spec.ingress').flatMap(({ path, item }) => itemsOf(item.from, `${path}.from`)),
    ...itemsOf(egress, 'spec.egress').flatMap(({ path, item }) => itemsOf(item.to, `${path}.to`)),
  ];
}

/** The ports of every rule of a NetworkPolicy. */
export function policyPortsOf(subject: Subject): readonly Item<NetworkPolicyPort>[] {
  const { ingress, egress } = specOf<NetworkPolicySpec>(subject);
  return [
    ...itemsOf(ingress, 'spec.ingress').flatMap(({ path, item }) => itemsOf(item.ports, `${path}.ports`)),
    ...itemsOf(egress, 'spec.egress').flatMap(({ path, item }) => itemsOf(item.ports, `${path}.ports`)),
  ];
}
