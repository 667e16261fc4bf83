import { type Fields, fill, fillZero, within } from './fill.ts';

/**
 * The sources that pods' volumes and persistent volumes share, as the API server completes them.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/v1/defaults.go
 */
export function volumeSourceDefaults(source: Fields): Fields {
  let result = within(source, 'hostPath', (inner) => fill(inner, HOST_PATH));
  result = within(result, 'iscsi', (inner) => fillZero(inner, ISCSI));
  result = within(result, 'rbd', (inner) => fillZero(inner, RBD));
  result = within(result, 'azureDisk', (inner) => fill(inner, AZURE_DISK));
  return within(result, 'scaleIO', (inner) => fillZero(inner, SCALE_IO));
}

const HOST_PATH = { type: '' };
const ISCSI = { iscsiInterface: 'default' };
const RBD = { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' };
const AZURE_DISK = { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false };
const SCALE_IO = { storageMode: 'ThinProvisioned', fsType: 'xfs' };
