import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { storageClassProvisionerIsNamed } from './storage-class-provisioner-is-named.ts';

const storageClass = (fields: object) => object('storage.k8s.io/v1', 'StorageClass', 'fast', { ...fields });
const attributesClass = (fields: object) => object('storage.k8s.io/v1', 'VolumeAttributesClass', 'fast', { ...fields });

describeRule(storageClassProvisionerIsNamed, {
  accepts: {
    'a driver, with capitals too': storageClass({ provisioner: 'CSI.shop.example/Disk' }),
    'a driver of attributes': attributesClass({ driverName: 'csi.shop.example' }),
  },
  rejects: {
    'none': [storageClass({}), ['provisioner']],
    'a blank': [storageClass({ provisioner: 'a b' }), ['provisioner']],
    'none of attributes': [attributesClass({ driverName: '' }), ['driverName']],
  },
});
