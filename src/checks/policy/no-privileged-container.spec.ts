import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { noPrivilegedContainer } from './no-privileged-container.ts';

const as = (securityContext: unknown) => withContainer({ securityContext });

describeRule(noPrivilegedContainer, {
  accepts: { 'nothing said': as({}), 'false': as({ privileged: false }), 'a context of another shape': as('privileged') },
  rejects: { 'true': [as({ privileged: true }), ['spec.template.spec.containers[0].securityContext.privileged']] },
});
