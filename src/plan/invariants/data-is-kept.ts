import { listAt } from '../../checks/field.ts';
import { kindOf } from '../../kernel/kind-of.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Invariant } from '../invariant.ts';
import { named } from '../words.ts';

/** Of what is made anew by force, only what holds data itself: the claims of a StatefulSet stay. */
const GOES_ANEW: ReadonlySet<string> = new Set(['/PersistentVolumeClaim', '/PersistentVolume', 'postgresql.cnpg.io/Cluster', 'kafka.strimzi.io/Kafka']);

/** Kinds that hold data, or that take what holds it along, as `group/Kind`. */
const HOLDS_DATA: ReadonlySet<string> = new Set([
  '/PersistentVolumeClaim',
  '/PersistentVolume',
  '/Namespace',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'postgresql.cnpg.io/Cluster',
  'kafka.strimzi.io/Kafka',
  'kafka.strimzi.io/KafkaNodePool',
]);

export const dataIsKept: Invariant = {
  id: 'data-is-kept',
  why: 'what the object holds is deleted with it',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-prune-resources',
  *check({ cluster }) {
    for (const key of cluster.recreated) {
      const is = cluster.live.get(key);
      if (is !== undefined && GOES_ANEW.has(kindOf(is))) yield { key, what: `${named(key)} is deleted and made anew, and what it held is lost`, fix: 'take Force=true away from the object' };
    }
    for (const [key, was] of cluster.removed) {
      if (holdsData(was) && !cluster.has(key)) yield { key, what: `${named(key)} is deleted, and what it holds is lost`, fix: 'annotate the object with argocd.argoproj.io/sync-options: Prune=false' };
    }
  },
};

/** Whether data goes with an object. Claims that a StatefulSet makes go with it where it says so, and are nobody's where it doesn't. */
export function holdsData(object: Manifest | undefined): boolean {
  if (object === undefined) return false;
  const kind = kindOf(object);
  return HOLDS_DATA.has(kind) || (kind === 'apps/StatefulSet' && listAt(object, 'spec', 'volumeClaimTemplates').length > 0);
}
