import { type Manifest } from '../../kernel/manifest.ts';
import { type Invariant } from '../invariant.ts';
import { type ModelCluster, type Revision, servingIn } from '../model-cluster.ts';
import { reaches } from '../service-ports.ts';
import { cannotOverlap, standsStill, stopsFirst, type StopsFirst } from '../stops-first.ts';
import { named } from '../words.ts';

const FIXES: Readonly<Record<StopsFirst, string>> = {
  recreate: 'let it roll: strategy RollingUpdate with maxUnavailable 0',
  unavailable: 'set maxUnavailable to 0 and maxSurge to 1 or more',
  'one-pod': 'give it a second pod, or make it a Deployment',
};

export const appKeepsServing: Invariant = {
  id: 'app-keeps-serving',
  why: 'nothing answers until the new pods have started, and where they fail nothing does until somebody rolls back',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy',
  *check({ cluster, target }) {
    for (const [key, lost] of cluster.stopped) {
      const is = cluster.live.get(key);
      if (is === undefined || cannotOverlap(lost.owner, lost.release) || cannotOverlap(is, target)) continue;
      const service = leftAlone(cluster, lost);
      if (service !== undefined) yield { key, what: `the pods of ${named(key)} stop before the new ones have started: ${named(service)} leads nowhere until they have, and for good where they fail`, fix: FIXES[stopsFirst(is, target) ?? 'recreate'] };
    }
    for (const [key, was] of cluster.served?.workloads ?? []) {
      const is = cluster.live.get(key);
      if (is === undefined || is === was || !standsStill(is) || standsStill(was)) continue;
      const service = leftAlone(cluster, { owner: was, release: cluster.served! });
      if (service !== undefined) yield { key, what: `${named(key)} has no pod any more, and ${named(service)} leads nowhere`, fix: `let ${named(service)} and who calls it leave first` };
    }
  },
};

/** The key of a Service that led to pods which have stopped, and leads to no others. */
function leftAlone(cluster: ModelCluster, { owner, release }: Revision): string | undefined {
  const serving = servingIn(cluster).map((revision) => revision.owner);
  const isLeft = (is: Manifest | undefined): boolean => is !== undefined && !serving.some((one) => reaches(is, one));
  return release.services.find(([key, service]) => reaches(service, owner) && isLeft(cluster.live.get(key)))?.[0];
}
