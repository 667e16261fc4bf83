import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { containerRestartPolicyIsValid } from './container-restart-policy-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(containerRestartPolicyIsValid, {
  accepts: { 'a sidecar': init({ restartPolicy: 'Always' }), 'an ordinary container': withContainer({ restartPolicy: 'Never' }) },
  rejects: { 'another case': [init({ restartPolicy: 'always' }), [`${INIT}.restartPolicy`]], 'an empty one': [withContainer({ restartPolicy: '' }), [`${CONTAINER}.restartPolicy`]] },
});

describeRule(containerRestartPolicyIsValid, {
  context: { kubernetes: '1.33' },
  accepts: { 'a sidecar': init({ restartPolicy: 'Always' }) },
  rejects: { 'an ordinary container': [withContainer({ restartPolicy: 'Always' }), [`${CONTAINER}.restartPolicy`]], 'an init container that restarts on failure': [init({ restartPolicy: 'OnFailure' }), [`${INIT}.restartPolicy`]] },
});
