import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { terminationMessagePolicyIsKnown } from './termination-message-policy-is-known.ts';

const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(terminationMessagePolicyIsKnown, {
  accepts: { 'none': deployment(), 'a known one': withContainer({ terminationMessagePolicy: 'FallbackToLogsOnError' }) },
  rejects: { 'an unknown one': [init({ terminationMessagePolicy: 'Logs' }), [`${INIT}.terminationMessagePolicy`]] },
});
