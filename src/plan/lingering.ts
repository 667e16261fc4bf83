import { listAt } from '../checks/field.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type ModelCluster } from './model-cluster.ts';
import { keepsPods, needsIn } from './release-set.ts';
import { named } from './words.ts';

/**
 * Why an object may be there for a while after its deletion was asked for, in words: somebody has to do something
 * first, or its pods go before it, which is how Argo CD deletes; undefined where it goes at once.
 *
 * @param cluster as the deletion finds it
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resources-prune-propagation-policy
 */
export function lingering(key: string, object: Manifest, cluster: ModelCluster): string | undefined {
  const finalizers = listAt(object, 'metadata', 'finalizers').filter((one) => typeof one === 'string' && one !== '');
  if (finalizers.length > 0) return `whoever set its ${finalizers.length === 1 ? 'finalizer' : 'finalizers'} ${finalizers.join(', ')} takes ${finalizers.length === 1 ? 'it' : 'them'} away`;
  if (object.kind === 'PersistentVolumeClaim') {
    const mounting = [...cluster.runs].find(([, { serving, starting }]) => [serving, starting].some((revision) => revision !== undefined && needsIn(revision.owner, revision.release.namespace).some((need) => need.key === key)));
    return mounting === undefined ? undefined : `no pod of ${named(mounting[0])} mounts it`;
  }
  if (object.kind === 'Namespace') return 'everything in it is gone';
  return keepsPods(object) ? 'its pods are gone' : undefined;
}
