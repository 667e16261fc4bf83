import { type Breach, type Invariant } from '../invariant.ts';
import { type ModelCluster, servingIn } from '../model-cluster.ts';
import { leadsElsewhere, leadsTo, portsOf, reachedIn, reaches, selectsPods, type ServicePort } from '../service-ports.ts';
import { type ReleaseSet } from '../release-set.ts';
import { standsStill } from '../stops-first.ts';
import { named } from '../words.ts';
import { type Manifest } from '../../kernel/manifest.ts';

export const servicesSelect: Invariant = {
  id: 'services-select',
  why: 'the Service has no endpoint, so that every request to it fails',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-with-selectors',
  *check({ cluster, target }) {
    const serving = servingIn(cluster);
    const releases = new Set(serving.map(({ release }) => release));
    if (cluster.removed.size > 0) for (const release of releases) {
      for (const [key, was] of release.services) {
        // What the release under way brings is still to come.
        if (release === target || cluster.live.has(key) || !cluster.removed.has(key)) continue;
        if (serving.some((revision) => revision.release === release && reaches(was, revision.owner))) yield { key, what: `${named(key)} is gone, and pods that it leads to still serve`, fix: 'keep PruneLast=true on the Application, and let a Service leave with who calls it' };
      }
    }
    const owners = serving.map(({ owner }) => owner);
    yield* leadingNowhere(cluster, owners);
    if (cluster.served !== undefined) releases.add(cluster.served);
    for (const release of releases) yield* noLongerLeading(cluster, release, target, owners);
  },
};

/** Services whose pods went with their object, which is made anew: until it serves again there are none. */
function* leadingNowhere({ down, live }: ModelCluster, serving: readonly Manifest[]): Iterable<Breach> {
  for (const [owner, lost] of down) {
    for (const [key, service] of lost.release.services) {
      const is = live.get(key);
      if (is !== undefined && reaches(service, lost.owner) && !serving.some((one) => reaches(is, one))) yield { key, what: `${named(key)} has no pod: those of ${named(owner)} went with it, and it is made anew`, fix: `let ${named(owner)} be updated: without Force=true, and as no hook` };
    }
  }
}

/** Services that led to pods in a release that serves or served, and stay: whether it is they that changed, or the pods. */
function* noLongerLeading(cluster: ModelCluster, release: ReleaseSet, target: ReleaseSet, serving: readonly Manifest[]): Iterable<Breach> {
  for (const [key, ports] of reachedIn(release)) {
    const is = cluster.live.get(key);
    // Who calls one that leaves is asked where it is gone.
    if (is === undefined || leadsElsewhere(is) || !target.byKey.has(key)) continue;
    for (const { workloads, port, declared } of ports) {
      const now = portsOf(is).find(({ id }) => id === port.id);
      if (now === undefined || serving.some((owner) => leadsTo(is, now, owner, declared))) continue;
      // What has not served yet, or comes back, is waited for.
      if (!workloads.some((name) => (release === cluster.served ? servesOrLeft(cluster, name, target) : cluster.runs.get(name)?.serving?.release === release))) continue;
      // Pods that have stopped are another matter.
      if (workloads.some((name) => isStopped(cluster, name))) continue;
      yield breachOf(key, is, now, serving);
    }
  }
}

function servesOrLeft({ runs, abandoned }: ModelCluster, workload: string, target: ReleaseSet): boolean {
  return !target.byKey.has(workload) || (runs.get(workload)?.serving !== undefined && !abandoned.has(workload));
}

function isStopped({ stopped, down, live }: ModelCluster, workload: string): boolean {
  const is = live.get(workload);
  return stopped.has(workload) || down.has(workload) || (is !== undefined && standsStill(is));
}

function breachOf(key: string, service: Manifest, { port, target }: ServicePort, serving: readonly Manifest[]): Breach {
  if (!serving.some((owner) => selectsPods(service, owner))) return { key, what: `${named(key)} selects no pod that serves`, fix: 'keep the selector of a Service and the labels that it selects by; give what differs a Service of its own' };
  return {
    key,
    what: `port ${port} of ${named(key)} leads to port ${target}, which no pod that serves has`,
    fix: typeof target === 'number' ? 'give the port a name in the pods, and let targetPort be that name: it follows each pod' : `keep the name ${target} of the port in the pods, or give the new name a Service of its own`,
  };
}
