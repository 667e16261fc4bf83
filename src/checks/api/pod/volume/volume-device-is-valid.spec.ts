import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { volumeDeviceIsValid } from './volume-device-is-valid.ts';

/** A StatefulSet; the fields are its pods' spec. */
const stateful = (fields: object, templates: readonly string[] = []) => object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: templates.map((name) => ({ metadata: { name } })), template: { spec: podSpec({ ...fields }) } } });
const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with these devices of the claim `data` and the folder `dir`. */
const using = (volumeDevices: readonly object[], volumeMounts: readonly object[] = []) => deployment({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'a' } }, { name: 'more', ephemeral: {} }, { name: 'dir', emptyDir: {} }], containers: [container({ volumeDevices, volumeMounts })] });

describeRule(volumeDeviceIsValid, {
  accepts: { 'a claim of a StatefulSet': stateful({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ volumeDevices: [{ name: 'data', devicePath: '/dev/a' }] })] }, ['data']), 'a claim and an ephemeral one': using([{ name: 'data', devicePath: '/dev/a' }, { name: 'more', devicePath: '/dev/b' }]) },
  rejects: {
    'a folder': [using([{ name: 'dir', devicePath: '/dev/a' }]), [`${CONTAINER}.volumeDevices[0].name`]],
    'nowhere': [using([{ name: 'data' }]), [`${CONTAINER}.volumeDevices[0].devicePath`]],
    'up': [using([{ name: 'data', devicePath: '/dev/../a' }]), [`${CONTAINER}.volumeDevices[0].devicePath`]],
    'one twice': [using([{ name: 'data', devicePath: '/dev/a' }, { name: 'data', devicePath: '/dev/a' }]), [`${CONTAINER}.volumeDevices[1].name`, `${CONTAINER}.volumeDevices[1].devicePath`]],
    'mounted as well': [using([{ name: 'data', devicePath: '/data' }], [{ name: 'data', mountPath: '/data' }]), [`${CONTAINER}.volumeDevices[0].name`, `${CONTAINER}.volumeDevices[0].devicePath`, `${CONTAINER}.volumeMounts[0].name`, `${CONTAINER}.volumeMounts[0].mountPath`]],
  },
});
