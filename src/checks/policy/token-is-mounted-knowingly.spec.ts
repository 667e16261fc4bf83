import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { tokenIsMountedKnowingly } from './token-is-mounted-knowingly.ts';

const FIELD = 'spec.template.spec.automountServiceAccountToken';

describeRule(tokenIsMountedKnowingly, {
  accepts: {
    'no': deployment({ automountServiceAccountToken: false }),
    'yes, where it is needed': deployment({ automountServiceAccountToken: true }),
    'the account says so': [deployment({ serviceAccountName: 'web' }), object('v1', 'ServiceAccount', 'web', { automountServiceAccountToken: false })],
  },
  rejects: {
    'nothing said': [deployment(), [FIELD]],
    'an account that says nothing': [[deployment({ serviceAccountName: 'web' }), object('v1', 'ServiceAccount', 'web')], [FIELD]],
  },
});
