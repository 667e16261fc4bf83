import { describeRule } from '../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../test-support/manifests.ts';
import { noPrivilegeEscalation } from './no-privilege-escalation.ts';

const PATH = 'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation';
const of = (securityContext?: unknown) => withContainer({ securityContext });

describeRule(noPrivilegeEscalation, {
  accepts: { 'false': deployment(), 'a pod on Windows': deployment({ os: { name: 'windows' }, containers: [container({ securityContext: undefined })] }) },
  rejects: { 'nothing said': [of(), [PATH]], 'true': [of({ allowPrivilegeEscalation: true }), [PATH]], 'a context of another shape': [of('none'), [PATH]] },
});
