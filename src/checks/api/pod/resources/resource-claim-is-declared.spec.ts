import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { resourceClaimIsDeclared } from './resource-claim-is-declared.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(resourceClaimIsDeclared, {
  accepts: { 'a claim of the pod': deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], containers: [container({ resources: { claims: [{ name: 'gpu', request: 'a' }, { name: 'gpu', request: 'b' }] } })] }) },
  rejects: {
    'one that the pod doesn\'t make': [withContainer({ resources: { claims: [{ name: 'gpu' }] } }), [`${CONTAINER}.resources.claims[0]`]],
    'no name': [withContainer({ resources: { claims: [{}] } }), [`${CONTAINER}.resources.claims[0]`]],
    'one twice': [deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], containers: [container({ resources: { claims: [{ name: 'gpu' }, { name: 'gpu' }] } })] }), [`${CONTAINER}.resources.claims[1]`]],
    'a claim and then a request of it': [deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], containers: [container({ resources: { claims: [{ name: 'gpu' }, { name: 'gpu', request: 'b' }] } })] }), [`${CONTAINER}.resources.claims[1]`]],
    'a request and then the claim of it': [deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], containers: [container({ resources: { claims: [{ name: 'gpu', request: 'b' }, { name: 'gpu' }] } })] }), [`${CONTAINER}.resources.claims[1]`]],
    'a request twice': [deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], containers: [container({ resources: { claims: [{ name: 'gpu', request: 'b' }, { name: 'gpu', request: 'b' }] } })] }), [`${CONTAINER}.resources.claims[1]`]],
    'a request that is no label': [deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], containers: [container({ resources: { claims: [{ name: 'gpu', request: 'a.b' }] } })] }), [`${CONTAINER}.resources.claims[0].request`]],
    'the pod as a whole': [deployment({ resourceClaims: [{ name: 'gpu', resourceClaimName: 'a' }], resources: { claims: [{ name: 'gpu' }] } }), [`${POD}.resources.claims`]],
  },
});
