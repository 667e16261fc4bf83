import { type Rule } from '../../rule.ts';
import { allowedTopologiesAreValid } from './allowed-topologies-are-valid.ts';
import { claimAccessModesAreValid } from './claim-access-modes-are-valid.ts';
import { claimClassIsValid } from './claim-class-is-valid.ts';
import { claimDataSourceIsValid } from './claim-data-source-is-valid.ts';
import { claimRequestIsPositive } from './claim-request-is-positive.ts';
import { claimSelectorIsValid } from './claim-selector-is-valid.ts';
import { csiDriverIsValid } from './csi-driver-is-valid.ts';
import { csiNodeIsValid } from './csi-node-is-valid.ts';
import { csiStorageCapacityIsValid } from './csi-storage-capacity-is-valid.ts';
import { persistentVolumeIsValid } from './persistent-volume-is-valid.ts';
import { persistentVolumeSourceIsOne } from './persistent-volume-source-is-one.ts';
import { storageClassParametersFit } from './storage-class-parameters-fit.ts';
import { storageClassPoliciesAreKnown } from './storage-class-policies-are-known.ts';
import { storageClassProvisionerIsNamed } from './storage-class-provisioner-is-named.ts';
import { volumeAttachmentIsValid } from './volume-attachment-is-valid.ts';

/** What the API server wants of volumes, claims and what makes them. */
export const STORAGE_RULES: readonly Rule[] = [
  allowedTopologiesAreValid,
  claimAccessModesAreValid,
  claimClassIsValid,
  claimDataSourceIsValid,
  claimRequestIsPositive,
  claimSelectorIsValid,
  csiDriverIsValid,
  csiNodeIsValid,
  csiStorageCapacityIsValid,
  persistentVolumeIsValid,
  persistentVolumeSourceIsOne,
  storageClassParametersFit,
  storageClassPoliciesAreKnown,
  storageClassProvisionerIsNamed,
  volumeAttachmentIsValid,
];
