import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { podAffinityIsValid } from './pod-affinity-is-valid.ts';

/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
const NEAR = 'spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
const FAR = 'spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]';
const affinity = (term: object) => ({ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } });
/** A Deployment near other pods. */
const near = (term: object) => deployment(affinity(term));
/** A Deployment far from other pods. */
const far = (term: object) => deployment({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [term] } } });

describeRule(podAffinityIsValid, {
  accepts: {
    'others by label': near({ topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } }, namespaces: ['shop'], namespaceSelector: {} }),
    'all others': far({ weight: 100, podAffinityTerm: { topologyKey: 'zone' } }),
    'a key of a template in the selector too': near({ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['app'] }),
    'a key that the Pod doesn\'t have': pod(affinity({ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['app'] })),
  },
  rejects: {
    'no topology': [near({ labelSelector: {} }), [`${NEAR}.topologyKey`]],
    'no topology, nor weight': [far({ podAffinityTerm: {} }), [`${FAR}.podAffinityTerm.topologyKey`, `${FAR}.weight`]],
    'a topology that is no label': [near({ topologyKey: 'a b' }), [`${NEAR}.topologyKey`]],
    'an operator for nodes': [near({ topologyKey: 'zone', labelSelector: { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] } }), [`${NEAR}.labelSelector.matchExpressions[0].operator`]],
    'a namespace that can\'t be': [near({ topologyKey: 'zone', namespaces: ['Shop'] }), [`${NEAR}.namespace`]],
    'keys without a selector': [near({ topologyKey: 'zone', matchLabelKeys: ['a'], mismatchLabelKeys: ['b'] }), [`${NEAR}.matchLabelKeys`, `${NEAR}.mismatchLabelKeys`]],
    'a key in both': [near({ topologyKey: 'zone', labelSelector: {}, matchLabelKeys: ['a'], mismatchLabelKeys: ['a'] }), [`${NEAR}.matchLabelKeys[0]`]],
    'a key of a Pod in the selector too': [pod(affinity({ topologyKey: 'zone', labelSelector: { matchLabels: { app: 'web' } }, matchLabelKeys: ['app'] }), { labels: { app: 'web' } }), ['spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][0]']],
  },
});
