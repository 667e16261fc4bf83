import { at, fieldsAt, listAt, textAt } from '../../checks/field.ts';
import { hasLabels } from '../../checks/selects.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach, type Invariant } from '../invariant.ts';
import { type ModelCluster, type Revision } from '../model-cluster.ts';
import { podsIn } from '../release-set.ts';
import { named } from '../words.ts';

export const servicesSelect: Invariant = {
  id: 'services-select',
  why: 'the Service has no endpoint, so that every request to it fails',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-with-selectors',
  *check({ cluster, target }) {
    const serving = [...cluster.runs].flatMap(([key, { serving: revision }]) => (revision === undefined || cluster.abandoned.has(key) ? [] : [revision]));
    const changed = new Map<string, Manifest>();
    const gone: string[] = [];
    for (const release of new Set(serving.map((revision) => revision.release))) {
      // One that is as it was still selects what it selected.
      for (const [key, was] of release.services) {
        const is = cluster.live.get(key);
        if (is !== undefined && is !== was) changed.set(key, is);
        // What the release under way brings is still to come.
        else if (is === undefined && release !== target && cluster.removed.has(key) && serving.some((revision) => revision.release === release && reaches(was, revision))) gone.push(key);
      }
    }
    for (const key of gone) yield { key, what: `${named(key)} is gone, and pods that it leads to still serve`, fix: 'keep PruneLast=true on the Application, and let a Service leave with who calls it' };
    yield* leadingNowhere(cluster, serving);
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

/** Services whose pods went with their object, which is made anew: until it serves again there are none. */
function* leadingNowhere({ down, live }: ModelCluster, serving: readonly Revision[]): Iterable<Breach> {
  for (const [owner, lost] of down) {
    for (const [key, service] of lost.release.services) {
      const is = live.get(key);
      if (is !== undefined && reaches(service, lost) && !serving.some((revision) => reaches(is, revision))) yield { key, what: `${named(key)} has no pod: those of ${named(owner)} went with it, and it is made anew`, fix: `let ${named(owner)} be updated: without Force=true, and as no hook` };
    }
  }
}

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
