import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { legacyVolumeIsValid } from './legacy-volume-is-valid.ts';

const POD = 'spec.template.spec';
const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(legacyVolumeIsValid, {
  accepts: {
    'a disk': volume({ gcePersistentDisk: { pdName: 'a', partition: 1 } }),
    'a managed disk': volume({ azureDisk: { diskName: 'a', diskURI: '/subscriptions/a', kind: 'Managed' } }),
    'a repository': volume({ gitRepo: { repository: 'https://git.example/a', directory: '.' } }),
    'a volume of a registry': volume({ quobyte: { registry: 'a:1,[::1]:2', volume: 'a' } }),
    'options of a driver': volume({ flexVolume: { driver: 'a.example/b', options: { size: '1' } } }),
  },
  rejects: {
    'nothing said': [deployment({ volumes: [{ gcePersistentDisk: {} }, { azureFile: {} }, { rbd: { monitors: [] } }, { glusterfs: {} }] }), [`${VOLUME}.persistentDisk.pdName`, `${POD}.volumes[1].azureFile.secretName`, `${POD}.volumes[1].azureFile.shareName`, `${POD}.volumes[2].rbd.monitors`, `${POD}.volumes[2].rbd.image`, `${POD}.volumes[3].glusterfs.endpoints`, `${POD}.volumes[3].glusterfs.path`]],
    'a partition beyond': [volume({ awsElasticBlockStore: { volumeID: 'a', partition: 256 } }), [`${VOLUME}.awsElasticBlockStore.partition`]],
    'a disk of another sort': [volume({ azureDisk: { diskName: 'a', diskURI: 'a', kind: 'Managed', cachingMode: 'Some' } }), [`${VOLUME}.azureDisk.cachingMode`, `${VOLUME}.azureDisk.diskURI`]],
    'a folder outside': [volume({ gitRepo: { repository: 'a', directory: '../a' } }), [`${VOLUME}.gitRepo.directory`]],
    'an option of Kubernetes': [volume({ flexVolume: { driver: 'a', options: { 'K8s.io/fs': 'a' } } }), [`${VOLUME}.flexVolume.options["K8s.io/fs"]`]],
    'a registry without a port': [volume({ quobyte: { registry: 'a', volume: 'a' } }), [`${VOLUME}.quobyte.registry`]],
    'a Secret without a name': [volume({ cinder: { volumeID: 'a', secretRef: {} } }), [`${VOLUME}.cinder.secretRef.name`]],
    'names that can\'t be': [volume({ storageos: { volumeName: 'A', volumeNamespace: 'B' } }), [`${VOLUME}.storageos.volumeName`, `${VOLUME}.storageos.volumeNamespace`]],
  },
});
