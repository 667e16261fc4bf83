import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { restartPolicyIsKnown } from './restart-policy-is-known.ts';

const POD = 'spec.template.spec';

describeRule(restartPolicyIsKnown, {
  accepts: { 'none': deployment(), 'a known one, be it of no use here': deployment({ restartPolicy: 'Never' }) },
  rejects: { 'another case': [deployment({ restartPolicy: 'always' }), [`${POD}.restartPolicy`]] },
});
