import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { volumeMountPathIsUnique } from './volume-mount-path-is-unique.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container that mounts the volume `data`. */
const mounting = (mount: object, fields: object = {}) => deployment({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }], ...fields })] });

describeRule(volumeMountPathIsUnique, {
  accepts: { 'two places': withContainer({ volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath: '/a/' }] }), 'any text': mounting({ mountPath: 'C:\\a' }) },
  rejects: { 'one place twice': [withContainer({ volumeMounts: [{ name: 'a', mountPath: '/a' }, { name: 'b', mountPath: '/a' }] }), [`${CONTAINER}.volumeMounts[1].mountPath`]], 'none': [mounting({ mountPath: undefined }), [`${CONTAINER}.volumeMounts[0].mountPath`]] },
});
