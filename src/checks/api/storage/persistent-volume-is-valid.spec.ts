import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { persistentVolumeIsValid } from './persistent-volume-is-valid.ts';

const volume = (spec: object, annotations: object = {}) => object('v1', 'PersistentVolume', 'data', { metadata: { annotations }, spec: { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' }, nfs: { server: 'nfs.shop.example', path: '/data' }, ...spec } });

describeRule(persistentVolumeIsValid, {
  accepts: {
    'a share': volume({}, { 'volume.beta.kubernetes.io/mount-options': 'ro' }),
    'a disk of a node': volume({ nfs: undefined, local: { path: '/disk' }, nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['node-1'] }] }] } } }),
  },
  rejects: {
    'no size': [volume({ capacity: {} }), ['spec.capacity', 'spec.capacity']],
    'another size': [volume({ capacity: { storage: '1Gi', cpu: 0 } }), ['spec.capacity', 'spec.capacity["cpu"]']],
    'less than nothing': [volume({ capacity: { storage: '-1' } }), ['spec.capacity["storage"]', 'spec.capacity["storage"]']],
    'no modes': [volume({ accessModes: [] }), ['spec.accessModes']],
    'policies': [volume({ persistentVolumeReclaimPolicy: 'Keep', volumeMode: 'Raw' }), ['spec.persistentVolumeReclaimPolicy', 'spec.volumeMode']],
    'the whole node, to be recycled': [volume({ persistentVolumeReclaimPolicy: 'Recycle', nfs: undefined, hostPath: { path: '//a/..' } }), ['spec.persistentVolumeReclaimPolicy']],
    'a local disk of no node': [volume({ nfs: undefined, local: { path: '/disk' } }), ['spec.nodeAffinity']],
    'no nodes': [volume({ nodeAffinity: {} }), ['spec.nodeAffinity.required']],
    'no terms': [volume({ nodeAffinity: { required: { nodeSelectorTerms: [] } } }), ['spec.nodeAffinity.required.nodeSelectorTerms']],
    'an operator, and a field': [volume({ nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'Is' }], matchFields: [{ key: 'a', operator: 'In', values: ['b'] }] }] } } }), ['spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].operator', 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchFields[0].key']],
    'classes': [volume({ storageClassName: 'A', volumeAttributesClassName: '' }), ['spec.storageClassName', 'spec.volumeAttributesClassName', 'spec.csi']],
    'options of what has none': [volume({ nfs: undefined, csi: { driver: 'csi.shop.example' } }, { 'volume.beta.kubernetes.io/mount-options': 'ro' }), ['metadata.annotations.volume.beta.kubernetes.io/mount-options']],
  },
});
