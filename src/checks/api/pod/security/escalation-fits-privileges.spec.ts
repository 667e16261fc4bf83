import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { escalationFitsPrivileges } from './escalation-fits-privileges.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(escalationFitsPrivileges, {
  accepts: { 'no escalation': deployment(), 'privileges': withContainer({ securityContext: { privileged: true } }), 'SYS_ADMIN by its other name': withContainer({ securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['SYS_ADMIN'] } } }) },
  rejects: {
    'all privileges': [withContainer({ securityContext: { allowPrivilegeEscalation: false, privileged: true } }), [`${CONTAINER}.securityContext`]],
    'the greatest capability': [withContainer({ securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['CAP_SYS_ADMIN'] } } }), [`${CONTAINER}.securityContext`]],
  },
});
