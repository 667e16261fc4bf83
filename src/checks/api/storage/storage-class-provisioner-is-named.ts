import { type StorageClassProps, type VolumeAttributesClassProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { bodyOf } from '../config/spec-of.ts';
import { required } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';

export const storageClassProvisionerIsNamed: Rule = {
  id: 'storage-class-provisioner-is-named',
  severity: 'error',
  why: 'the API server refuses a class of volumes that nobody makes',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#provisioner',
  kinds: ['storage.k8s.io/StorageClass', 'storage.k8s.io/VolumeAttributesClass'],
  *check(subject) {
    const { provisioner, driverName } = bodyOf<StorageClassProps & VolumeAttributesClassProps>(subject);
    const [path, name] = subject.kind === 'storage.k8s.io/StorageClass' ? ['provisioner', provisioner ?? ''] : ['driverName', driverName ?? ''];
    if (name === '') yield required(path, 'name the driver that makes the volumes');
    else yield* eachInvalid(path, name, qualifiedNameErrors(name.toLowerCase()));
  },
};
