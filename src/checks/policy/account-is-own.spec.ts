import { describeRule } from '../test-support/describe-rule.ts';
import { deployment } from '../test-support/manifests.ts';
import { accountIsOwn } from './account-is-own.ts';

const FIELD = 'spec.template.spec.serviceAccountName';

describeRule(accountIsOwn, {
  accepts: {
    'one of its own': deployment({ serviceAccountName: 'web' }),
    'both fields alike, as the API server answers': deployment({ serviceAccountName: 'web', serviceAccount: 'web' }),
  },
  rejects: {
    'nothing said': [deployment(), [FIELD]],
    'the default': [deployment({ serviceAccountName: 'default' }), [FIELD]],
    'the former field': [deployment({ serviceAccount: 'web' }), ['spec.template.spec.serviceAccount']],
  },
});
