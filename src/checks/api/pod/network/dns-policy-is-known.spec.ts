import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { dnsPolicyIsKnown } from './dns-policy-is-known.ts';

const POD = 'spec.template.spec';

describeRule(dnsPolicyIsKnown, {
  accepts: { 'none': deployment(), 'a known one': deployment({ dnsPolicy: 'ClusterFirstWithHostNet' }) },
  rejects: { 'another case': [deployment({ dnsPolicy: 'default' }), [`${POD}.dnsPolicy`]] },
});
