import { type Fields, fill, fillZero, ownList, put, within } from './fill.ts';
import { volumeSourceDefaults } from './volume-source-defaults.ts';

/**
 * A PersistentVolume as the API server completes it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function persistentVolumeDefaults(volume: Fields): Fields {
  return within(volume, 'spec', (spec) => fill(fillZero(volumeSourceDefaults(spec), RETAIN), MODE));
}

/**
 * A StorageClass as the API server completes it.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/storage/v1/defaults.go
 */
export function storageClassDefaults(storageClass: Fields): Fields {
  return fill(storageClass, STORAGE_CLASS);
}

/** A CSIDriver as the API server completes it. */
export function csiDriverDefaults(driver: Fields): Fields {
  return within(driver, 'spec', (spec) => {
    const filled = fill(spec, CSI_DRIVER);
    return ownList(filled, 'volumeLifecycleModes').length === 0 ? put(filled, 'volumeLifecycleModes', ['Persistent']) : filled;
  });
}

const RETAIN = { persistentVolumeReclaimPolicy: 'Retain' };
const MODE = { volumeMode: 'Filesystem' };
const STORAGE_CLASS = { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' };
const CSI_DRIVER = {
  attachRequired: true,
  fsGroupPolicy: 'ReadWriteOnceWithFSType',
  podInfoOnMount: false,
  requiresRepublish: false,
  seLinuxMount: false,
  storageCapacity: false,
};
