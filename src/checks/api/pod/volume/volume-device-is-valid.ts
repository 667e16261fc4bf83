import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { type ApiContainer } from '../../api-pods.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid, required } from '../../field-error.ts';
import { claimTemplateNames } from './claim-template-names.ts';
import { backstepErrors } from './volume-path.ts';

export const volumeDeviceIsValid: Rule = {
  id: 'volume-device-is-valid',
  severity: 'error',
  why: 'the API server refuses a device that is no volume of blocks, has no place of its own in the container, or is mounted as well',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#raw-block-volume-support',
  kinds: POD_KINDS,
  keys: ['volumeDevices'],
  *check(subject) {
    const templates = claimTemplateNames(subject);
    for (const one of subject.apiContainers) {
      yield* deviceFindings(one, templates);
      yield* mountFindings(one);
    }
  },
};

/** @param claims volumes that are claims whatever the pod says of them */
function* deviceFindings({ path, container, pod }: ApiContainer, claims: readonly string[]): Iterable<Finding> {
  const names = new Set<string>();
  const paths = new Set<string>();
  const mounts = container.volumeMounts ?? [];
  for (const { path: at, item: { name = '', devicePath = '' } } of itemsOf(container.volumeDevices, `${path}.volumeDevices`)) {
    const volume = claims.includes(name) ? undefined : pod.spec.volumes?.find((each) => each.name === name);
    if (names.has(name)) yield invalid(`${at}.name`, name, 'must be unique');
    if (volume !== undefined && volume.persistentVolumeClaim === undefined && volume.ephemeral === undefined) yield invalid(`${at}.name`, name, 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode');
    if (devicePath === '') yield required(`${at}.devicePath`, 'say where in the container');
    if (paths.has(devicePath)) yield invalid(`${at}.devicePath`, devicePath, 'must be unique');
    if (backstepErrors(devicePath).length > 0) yield invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (mounts.some((mount) => mount.name === name)) yield invalid(`${at}.name`, name, 'must not already exist in volumeMounts');
    if (mounts.some((mount) => mount.mountPath === devicePath)) yield invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts');
    if (name !== '') names.add(name);
  }
}

/** The server says it of both sides. */
function* mountFindings({ path, container }: ApiContainer): Iterable<Finding> {
  const devices = container.volumeDevices ?? [];
  for (const { path: at, item: { name = '', mountPath = '' } } of itemsOf(container.volumeMounts, `${path}.volumeMounts`)) {
    if (devices.some((device) => device.name === name)) yield invalid(`${at}.name`, name, 'must not already exist in volumeDevices');
    if (devices.some((device) => device.devicePath === mountPath)) yield invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices');
  }
}
