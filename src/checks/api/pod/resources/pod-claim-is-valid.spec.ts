import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { podClaimIsValid } from './pod-claim-is-valid.ts';

const POD = 'spec.template.spec';

describeRule(podClaimIsValid, {
  accepts: { 'a claim and a template': deployment({ resourceClaims: [{ name: 'a', resourceClaimName: 'gpu' }, { name: 'b', resourceClaimTemplateName: 'gpu.large' }] }) },
  rejects: {
    'nothing behind it': [deployment({ resourceClaims: [{ name: 'a' }] }), [`${POD}.resourceClaims[0]`]],
    'two behind it': [deployment({ resourceClaims: [{ name: 'a', resourceClaimName: 'gpu', resourceClaimTemplateName: 'gpu' }] }), [`${POD}.resourceClaims[0]`]],
    'names that can\'t be': [deployment({ resourceClaims: [{ name: 'a.b', resourceClaimName: 'A' }] }), [`${POD}.resourceClaims[0].name`, `${POD}.resourceClaims[0].resourceClaimName`]],
    'no name, and one twice': [deployment({ resourceClaims: [{ resourceClaimName: 'gpu' }, { name: 'a', resourceClaimName: 'gpu' }, { name: 'a', resourceClaimName: 'gpu' }] }), [`${POD}.resourceClaims[0].name`, `${POD}.resourceClaims[2].name`]],
  },
});
