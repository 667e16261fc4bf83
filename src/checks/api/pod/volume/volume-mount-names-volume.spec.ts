import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { volumeMountNamesVolume } from './volume-mount-names-volume.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A container that mounts the volume `data`. */
const mounting = (mount: object, fields: object = {}) => deployment({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }], ...fields })] });
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });
/** A StatefulSet; the fields are its pods' spec. */
const stateful = (fields: object, templates: readonly string[] = []) => object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: templates.map((name) => ({ metadata: { name } })), template: { spec: podSpec({ ...fields }) } } });

describeRule(volumeMountNamesVolume, {
  accepts: { 'a volume': mounting({}), 'a claim of a StatefulSet': stateful({ containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data' }] })] }, ['data']) },
  rejects: {
    'no such volume': [mounting({ name: 'date' }), [`${CONTAINER}.volumeMounts[0].name`]],
    'no name': [mounting({ name: '' }), [`${CONTAINER}.volumeMounts[0].name`]],
    'a device': [init({ volumeDevices: [{ name: 'data', devicePath: '/dev/a' }] }), [`${INIT}.volumeDevices[0].name`]],
    'no such claim': [stateful({ containers: [container({ volumeMounts: [{ name: 'logs', mountPath: '/logs' }] })] }, ['data']), [`${CONTAINER}.volumeMounts[0].name`]],
  },
});
