import { type Rule } from '../../../rule.ts';
import { claimVolumeIsValid } from './claim-volume-is-valid.ts';
import { configVolumeIsValid } from './config-volume-is-valid.ts';
import { csiVolumeIsValid } from './csi-volume-is-valid.ts';
import { downwardVolumeIsValid } from './downward-volume-is-valid.ts';
import { emptyDirSizeIsNotNegative } from './empty-dir-size-is-not-negative.ts';
import { ephemeralVolumeIsValid } from './ephemeral-volume-is-valid.ts';
import { hostPathVolumeIsValid } from './host-path-volume-is-valid.ts';
import { imageVolumeIsValid } from './image-volume-is-valid.ts';
import { legacyVolumeIsValid } from './legacy-volume-is-valid.ts';
import { mountPropagationIsAllowed } from './mount-propagation-is-allowed.ts';
import { networkStorageVolumeIsValid } from './network-storage-volume-is-valid.ts';
import { projectedVolumeIsValid } from './projected-volume-is-valid.ts';
import { recursiveReadOnlyIsAllowed } from './recursive-read-only-is-allowed.ts';
import { volumeDeviceIsValid } from './volume-device-is-valid.ts';
import { volumeHasOneSource } from './volume-has-one-source.ts';
import { volumeMountNamesVolume } from './volume-mount-names-volume.ts';
import { volumeMountPathIsUnique } from './volume-mount-path-is-unique.ts';
import { volumeNameIsUnique } from './volume-name-is-unique.ts';
import { volumeNameIsValid } from './volume-name-is-valid.ts';
import { volumeSubPathIsValid } from './volume-sub-path-is-valid.ts';

/** What the API server refuses about volumes of pods and their mounts. */
export const VOLUME_RULES: readonly Rule[] = [
  claimVolumeIsValid,
  configVolumeIsValid,
  csiVolumeIsValid,
  downwardVolumeIsValid,
  emptyDirSizeIsNotNegative,
  ephemeralVolumeIsValid,
  hostPathVolumeIsValid,
  imageVolumeIsValid,
  legacyVolumeIsValid,
  mountPropagationIsAllowed,
  networkStorageVolumeIsValid,
  projectedVolumeIsValid,
  recursiveReadOnlyIsAllowed,
  volumeDeviceIsValid,
  volumeHasOneSource,
  volumeMountNamesVolume,
  volumeMountPathIsUnique,
  volumeNameIsUnique,
  volumeNameIsValid,
  volumeSubPathIsValid,
];
