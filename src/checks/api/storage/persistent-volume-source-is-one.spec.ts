import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { persistentVolumeSourceIsOne } from './persistent-volume-source-is-one.ts';

const volume = (source: object) => object('v1', 'PersistentVolume', 'data', { spec: source });

describeRule(persistentVolumeSourceIsOne, {
  accepts: {
    'a driver\'s volume': volume({ csi: { driver: 'csi.shop.example', volumeHandle: 'vol-1', nodePublishSecretRef: { name: 'keys', namespace: 'shop' } } }),
    'a share, a disk, a path': [volume({ nfs: { server: 'nfs.shop.example', path: '/data' } }), volume({ iscsi: { targetPortal: '192.0.2.1:3260', iqn: 'iqn.2001-04.com.example:storage', lun: 0 } }), volume({ hostPath: { path: '/data', type: 'Directory' } }), volume({ azureDisk: { diskName: 'a', diskURI: 'https://a.example/b.vhd' } }), volume({ fc: { wwids: ['3600508b400105e210000900000490000'] } })],
  },
  rejects: {
    'nothing': [volume({}), ['spec']],
    'two': [volume({ hostPath: { path: '/a' }, nfs: { server: 'a', path: '/b' } }), ['spec.nfs']],
    'a driver': [volume({ csi: { driver: 'A b', controllerExpandSecretRef: { name: 'A' } } }), ['spec.csi.driver', 'spec.csi.volumeHandle', 'spec.csi.controllerExpandSecretRef.name', 'spec.csi.controllerExpandSecretRef.namespace']],
    'a driver without a name': [volume({ csi: { volumeHandle: 'a' } }), ['spec.csi.driver']],
    'a share without anything': [volume({ nfs: {} }), ['spec.nfs.server', 'spec.nfs.path', 'spec.nfs.path']],
    'paths': [[volume({ hostPath: { path: '/a/../b', type: 'Folder' } }), volume({ local: { path: '..' } }), volume({ hostPath: {} })], ['spec.hostPath.path', 'spec.hostPath.type', 'spec.local.path', 'spec.hostPath.path']],
    'disks in the cloud, one with the server\'s own name': [[volume({ gcePersistentDisk: { partition: 256 } }), volume({ awsElasticBlockStore: { volumeID: 'a', partition: -1 } }), volume({ azureDisk: { diskName: 'a', diskURI: 'b', kind: 'Own', cachingMode: '' } }), volume({ azureFile: { secretName: 'a', shareName: 'b', secretNamespace: '' } })], ['spec.persistentDisk.pdName', 'spec.persistentDisk.partition', 'spec.awsElasticBlockStore.partition', 'spec.azureDisk.cachingMode', 'spec.azureDisk.kind', 'spec.azureDisk.diskURI', 'spec.azureFile.secretNamespace']],
    'names of iSCSI': [volume({ iscsi: { targetPortal: 'a'.repeat(64), iqn: 'a', initiatorName: 'b', lun: 256, chapAuthSession: true } }), ['spec.iscsi.iqn', 'spec.iscsi.lun', 'spec.iscsi.secretRef', 'spec.iscsi.targetportal', 'spec.iscsi.initiatorname']],
    'fibre channel': [[volume({ fc: {} }), volume({ fc: { targetWWNs: ['a'], wwids: ['b'] } })], ['spec.fc.targetWWNs', 'spec.fc.targetWWNs', 'spec.fc.lun']],
    'others': [[volume({ flexVolume: { driver: 'a', options: { 'x.k8s.io/a': 'b' } } }), volume({ quobyte: { registry: 'a', volume: 'b' } }), volume({ glusterfs: { endpoints: 'a', path: 'b', endpointsNamespace: '' } }), volume({ flocker: {} }), volume({ storageos: { volumeName: 'A', secretRef: {} } }), volume({ cinder: { secretRef: { name: 'a' } } })], ['spec.flexVolume.options["x.k8s.io/a"]', 'spec.quobyte.registry', 'spec.glusterfs.endpointsNamespace', 'spec.flocker', 'spec.storageos.volumeName', 'spec.storageos.secretRef.name', 'spec.storageos.secretRef.namespace', 'spec.cinder.volumeID', 'spec.cinder.secretRef.namespace']],
  },
});
