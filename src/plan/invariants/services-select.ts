import { at, fieldsAt, listAt, textAt } from '../../checks/field.ts';
import { hasLabels } from '../../checks/selects.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Invariant } from '../invariant.ts';
import { type Revision } from '../model-cluster.ts';
import { podsIn } from '../release-set.ts';
import { named } from '../words.ts';

export const servicesSelect: Invariant = {
  id: 'services-select',
  why: 'the Service has no endpoint, so that every request to it fails',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-with-selectors',
  *check({ cluster }) {
    const serving = [...cluster.runs].flatMap(([key, { serving: revision }]) => (revision === undefined || cluster.abandoned.has(key) ? [] : [revision]));
    const changed = new Map<string, Manifest>();
    for (const release of new Set(serving.map((revision) => revision.release))) {
      // One that is as it was still selects what it selected.
      for (const [key, was] of release.services) {
        const is = cluster.live.get(key);
        if (is !== undefined && is !== was) changed.set(key, is);
      }
    }
    for (const [key, service] of changed) {
      const were = serving.filter((revision) => {
        const then = revision.release.byKey.get(key);
        return then !== undefined && reaches(then, revision);
      });
      if (were.length > 0 && !serving.some((revision) => reaches(service, revision))) {
        yield { key, what: `${named(key)} selects no pod that serves`, fix: 'keep the selector and the named ports of a Service, and give what differs a Service of its own' };
      }
    }
  },
};

const REACHES = new WeakMap<Manifest, WeakMap<Manifest, boolean>>();

/** Whether the Service selects the pods, and finds all of its named ports in them. */
function reaches(service: Manifest, { owner }: Revision): boolean {
  const known = REACHES.get(service) ?? new WeakMap<Manifest, boolean>();
  REACHES.set(service, known);
  let does = known.get(owner);
  if (does === undefined) known.set(owner, (does = reachesNow(service, owner)));
  return does;
}

function reachesNow(service: Manifest, owner: Manifest): boolean {
  const selector = fieldsAt(service, 'spec', 'selector');
  if (Object.keys(selector).length === 0) return false;
  return podsIn(owner).some((pod) => {
    if (!hasLabels(selector, fieldsAt(pod.metadata, 'labels'))) return false;
    const names = new Set(listAt(pod.spec, 'containers').concat(listAt(pod.spec, 'initContainers')).flatMap((container) => listAt(container, 'ports').map((port) => textAt(port, 'name'))));
    return listAt(service, 'spec', 'ports').every((port) => {
      const target = at(port, 'targetPort');
      return typeof target !== 'string' || names.has(target);
    });
  });
}
