import { containersOfPod } from '../containers-of.ts';
import { at, fieldsAt, isFields, listAt } from '../field.ts';
import { LabelIndex } from '../label-index.ts';
import { type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const servicePortResolves: Rule = {
  id: 'service-port-resolves',
  severity: 'error',
  why: 'a pod without a port of that name is left out of the endpoints',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
  kinds: ['/Service'],
  *check({ manifest, identity, set }) {
    const selector = at(manifest, 'spec', 'selector');
    if (!isFields(selector) || Object.keys(selector).length === 0) return;
    const pods = set.derive(podIndex).selectedBy({ matchLabels: selector }, identity.namespace);
    if (pods.length === 0) return;
    const names = new Set(pods.flatMap(containersOfPod).flatMap(({ container }) => listAt(container, 'ports').map((port) => at(port, 'name'))));
    const ports = listAt(manifest, 'spec', 'ports');
    for (let index = 0; index < ports.length; index++) {
      const target = at(ports[index], 'targetPort');
      if (typeof target !== 'string' || names.has(target)) continue;
      const known = [...names].filter((name) => typeof name === 'string');
      yield {
        path: `spec.ports[${index}].targetPort`,
        message: `no container of the selected pods has a port named ${shown(target)}`,
        fix: known.length === 0 ? 'name the container\'s port' : `one of ${known.map(shown).join(', ')}`,
      };
    }
  },
};

function podIndex(set: ManifestSet) {
  return new LabelIndex(set.pods.map((pod) => ({ ...pod, labels: fieldsAt(pod.metadata, 'labels') })));
}
