import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { mountPropagationIsAllowed } from './mount-propagation-is-allowed.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container that mounts the volume `data`. */
const mounting = (mount: object, fields: object = {}) => deployment({ volumes: [{ name: 'data', emptyDir: {} }], containers: [container({ volumeMounts: [{ name: 'data', mountPath: '/data', ...mount }], ...fields })] });

describeRule(mountPropagationIsAllowed, {
  accepts: { 'to the container': mounting({ mountPropagation: 'HostToContainer' }), 'both ways with privileges': mounting({ mountPropagation: 'Bidirectional' }, { securityContext: { privileged: true } }) },
  rejects: { 'both ways': [mounting({ mountPropagation: 'Bidirectional' }), [`${CONTAINER}.volumeMounts.mountPropagation`]], 'another word': [mounting({ mountPropagation: 'none' }), [`${CONTAINER}.volumeMounts.mountPropagation`]] },
});
