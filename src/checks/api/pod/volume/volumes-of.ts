import { type Volume } from '../../../../../imports/kubernetes.ts';
import { type Finding } from '../../../rule.ts';
import { type Subject } from '../../../subject.ts';
import { type ApiPod } from '../../api-pods.ts';
import { type Item, itemsOf } from '../../config/items-of.ts';
import { claimTemplateNames } from './claim-template-names.ts';

/** The sources a volume can have, in the order in which the API server takes the first for the one that counts. */
export const VOLUME_SOURCES = [
  'emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder',
  'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected',
  'scaleIO', 'csi', 'ephemeral', 'image',
] as const satisfies readonly (keyof Volume)[];

/** One of {@link VOLUME_SOURCES}. */
export type VolumeSource = (typeof VOLUME_SOURCES)[number];

/** The volumes of pods, and the pod of each; without those that the claims of a StatefulSet take the place of. */
export function* volumesOf(subject: Subject): Iterable<Item<Volume> & { readonly pod: ApiPod }> {
  const templates = claimTemplateNames(subject);
  for (const pod of subject.apiPods) {
    for (const item of itemsOf(pod.spec.volumes, `${pod.specPath}.volumes`)) {
      if (templates.length === 0 || !templates.includes(item.item.name ?? '')) yield { ...item, pod };
    }
  }
}

/** What `look` has to say about one source of the volumes of pods; of a volume with several sources only the first counts. Of what the schema wants in it, anything may be missing. */
export function* sourceFindings<S extends VolumeSource>(subject: Subject, source: S, look: (value: Partial<NonNullable<Volume[S]>>, path: string) => Iterable<Finding>): Iterable<Finding> {
  for (const { path, item } of volumesOf(subject)) {
    const value = item[source];
    if (value !== undefined && firstSource(item) === source) yield* look(value, `${path}.${source}`);
  }
}

/** The source that counts; none where none is written. */
export function firstSource(volume: Partial<Volume>): VolumeSource | undefined {
  return VOLUME_SOURCES.find((source) => volume[source] !== undefined);
}
