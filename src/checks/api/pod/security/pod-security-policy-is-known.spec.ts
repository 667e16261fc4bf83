import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { podSecurityPolicyIsKnown } from './pod-security-policy-is-known.ts';

const POD = 'spec.template.spec';

describeRule(podSecurityPolicyIsKnown, {
  accepts: { 'known ones': deployment({ securityContext: { fsGroupChangePolicy: 'OnRootMismatch', supplementalGroupsPolicy: 'Strict', seLinuxChangePolicy: 'Recursive' } }) },
  rejects: {
    'small letters': [deployment({ securityContext: { fsGroupChangePolicy: 'always', supplementalGroupsPolicy: 'merge' } }), [`${POD}.securityContext.fsGroupChangePolicy`, `${POD}.securityContext.supplementalGroupsPolicy`]],
    'one behind a gate': [deployment({ securityContext: { seLinuxChangePolicy: 'MountOption' } }), [`${POD}.securityContext.seLinuxChangePolicy`]],
  },
});

describeRule(podSecurityPolicyIsKnown, {
  context: { kubernetes: '1.32' },
  accepts: { 'one that is dropped': deployment({ securityContext: { supplementalGroupsPolicy: 'merge' } }) },
  rejects: { 'an empty one': [deployment({ securityContext: { fsGroupChangePolicy: '' } }), [`${POD}.securityContext.fsGroupChangePolicy`]] },
});
