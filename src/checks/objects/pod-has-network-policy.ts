import { at, fieldsAt } from '../field.ts';
import { namespaceOf } from '../manifest-set.ts';
import { policyTypesOf } from '../network-policy.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';

export const podHasNetworkPolicy: Rule = {
  id: 'pod-has-network-policy',
  severity: 'error',
  why: 'a pod that no policy selects may be reached from every pod of the cluster, and may reach everything',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  kinds: POD_KINDS,
  *check({ identity, pods, set }) {
    // Where nobody isolates anything, that was decided elsewhere, or somebody else does it.
    if (!set.whole && !set.ofKind('networking.k8s.io/NetworkPolicy').some((policy) => namespaceOf(policy) === identity.namespace)) return;
    for (const { path, metadata } of pods) {
      const labels = fieldsAt(metadata, 'labels');
      const isolated = new Set(
        set
          .ofKind('networking.k8s.io/NetworkPolicy')
          .filter((policy) => namespaceOf(policy) === identity.namespace && selects(at(policy, 'spec', 'podSelector'), labels))
          .flatMap(policyTypesOf),
      );
      const open = ['Ingress', 'Egress'].filter((type) => !isolated.has(type));
      if (open.length === 0) continue;
      yield {
        path: path === '' ? 'metadata.labels' : `${path}.metadata.labels`,
        message: `no NetworkPolicy of type ${open.join(' or ')} selects the pod`,
        fix: 'add a NetworkPolicy with podSelector: {} and policyTypes: [Egress, Ingress] to the namespace',
      };
    }
  },
};
