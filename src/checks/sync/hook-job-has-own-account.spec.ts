import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, hookJob, job } from '../test-support/manifests.ts';
import { hookJobHasOwnAccount } from './hook-job-has-own-account.ts';

const migrate = hookJob('shop-migrate', { pod: { serviceAccountName: 'shop-migrate' } });
const PATH = ['spec.template.spec.serviceAccountName'];

describeRule(hookJobHasOwnAccount, {
  accepts: {
    'an account of its own': [migrate, deployment({ serviceAccountName: 'web' })],
    'an account of the same name in another namespace': [migrate, deployment({ serviceAccountName: 'shop-migrate' }, { namespace: 'other' })],
    'a Job that is no hook': job('a'),
  },
  rejects: {
    'no account': [hookJob('a'), PATH],
    'the default account': [hookJob('a', { pod: { serviceAccountName: 'default' } }), PATH],
    'the account of a workload': [[migrate, deployment({ serviceAccountName: 'shop-migrate' })], PATH],
  },
});
