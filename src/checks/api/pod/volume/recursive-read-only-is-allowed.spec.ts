import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { recursiveReadOnlyIsAllowed } from './recursive-read-only-is-allowed.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container that mounts the volume `data`. */
const mounting = (mount: object, fields: object = {}) => deployment({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }], ...fields })] });

describeRule(recursiveReadOnlyIsAllowed, {
  accepts: { 'read-only': mounting({ readOnly: true, recursiveReadOnly: 'Enabled', mountPropagation: 'None' }), 'off': mounting({ recursiveReadOnly: 'Disabled' }) },
  rejects: {
    'writable': [mounting({ recursiveReadOnly: 'IfPossible' }), [`${CONTAINER}.volumeMounts.recursiveReadOnly`]],
    'passed on': [mounting({ readOnly: true, recursiveReadOnly: 'Enabled', mountPropagation: 'HostToContainer' }), [`${CONTAINER}.volumeMounts.recursiveReadOnly`]],
    'another word': [mounting({ recursiveReadOnly: 'true' }), [`${CONTAINER}.volumeMounts.recursiveReadOnly`]],
  },
});
