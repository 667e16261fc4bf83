import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, job, withContainer } from '../../../test-support/manifests.ts';
import { resizePolicyIsValid } from './resize-policy-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(resizePolicyIsValid, {
  accepts: { 'two resources': withContainer({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }, { resourceName: 'memory', restartPolicy: 'RestartContainer' }] }) },
  rejects: {
    'one twice': [withContainer({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }, { resourceName: 'cpu', restartPolicy: 'NotRequired' }] }), [`${CONTAINER}.resizePolicy[1]`]],
    'another resource': [withContainer({ resizePolicy: [{ resourceName: 'storage', restartPolicy: 'NotRequired' }] }), [`${CONTAINER}.resizePolicy`]],
    'nothing said': [withContainer({ resizePolicy: [{}] }), [`${CONTAINER}.resizePolicy`, `${CONTAINER}.resizePolicy`]],
    'another policy': [withContainer({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'Never' }] }), [`${CONTAINER}.resizePolicy`]],
    'a restart of what never restarts': [job('web', { pod: { containers: [container({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] })] } }), [`${CONTAINER}.resizePolicy`]],
    'a restart of an init container': [init({ resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }), [`${INIT}.resizePolicy`]],
  },
});
