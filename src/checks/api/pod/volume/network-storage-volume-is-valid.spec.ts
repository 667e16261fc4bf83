import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { networkStorageVolumeIsValid } from './network-storage-volume-is-valid.ts';

const POD = 'spec.template.spec';
const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(networkStorageVolumeIsValid, {
  accepts: {
    'NFS': volume({ nfs: { server: 'a', path: '/a' } }),
    'iSCSI': volume({ iscsi: { targetPortal: 'a', iqn: 'iqn.2001-04.example.com:storage', lun: 0 } }),
    'Fibre Channel': volume({ fc: { targetWWNs: ['a'], lun: 0 } }),
    'Flocker': volume({ flocker: { datasetName: 'a' } }),
  },
  rejects: {
    'nothing said': [deployment({ volumes: [{ nfs: {} }, { iscsi: {} }, { fc: {} }, { flocker: {} }] }), [`${VOLUME}.nfs.server`, `${VOLUME}.nfs.path`, `${VOLUME}.nfs.path`, `${POD}.volumes[1].iscsi.targetPortal`, `${POD}.volumes[1].iscsi.iqn`, `${POD}.volumes[2].fc.targetWWNs`, `${POD}.volumes[3].flocker`]],
    'a relative folder': [volume({ nfs: { server: 'a', path: 'a' } }), [`${VOLUME}.nfs.path`]],
    'a target that can\'t be': [volume({ iscsi: { targetPortal: 'a', iqn: 'iqn.2001', lun: 256 } }), [`${VOLUME}.iscsi.iqn`, `${VOLUME}.iscsi.lun`]],
    'a secret that is not there': [volume({ iscsi: { targetPortal: 'a', iqn: 'eui.0123456789abcdef', lun: 0, chapAuthSession: true } }), [`${VOLUME}.iscsi.secretRef`]],
    'an initiator that can\'t be, of a long name': [deployment({ volumes: [{ name: 'a'.repeat(63), iscsi: { targetPortal: 'a.example', iqn: 'iqn.2001-04.example.com:storage', lun: 0, initiatorName: 'a' } }] }), [`${VOLUME}.iscsi.initiatorname`, `${VOLUME}.name`]],
    'no number, and two targets': [volume({ fc: { targetWWNs: ['a'], wwids: ['b'] } }), [`${VOLUME}.fc.lun`, `${VOLUME}.fc.targetWWNs`]],
    'two sets with a path': [volume({ flocker: { datasetName: 'a/b', datasetUUID: 'c' } }), [`${VOLUME}.flocker`, `${VOLUME}.flocker.datasetName`]],
  },
});
