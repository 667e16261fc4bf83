import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, withContainer } from '../../../test-support/manifests.ts';
import { resourceAmountIsPossible } from './resource-amount-is-possible.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(resourceAmountIsPossible, {
  accepts: {
    'parts': withContainer({ resources: { requests: { cpu: '0.5', memory: '1.5Gi' } } }),
    'whole devices': withContainer({ resources: { limits: { 'gpu.example/large': '2000m' } } }),
    'whole pages': withContainer({ resources: { limits: { 'hugepages-2Mi': '4Mi' } } }),
    'more than can be': withContainer({ resources: { requests: { cpu: '1e400' } } }),
  },
  rejects: {
    'less than nothing': [withContainer({ resources: { limits: { cpu: '-1m' }, requests: { memory: -1 } } }), [`${CONTAINER}.resources.limits["cpu"]`, `${CONTAINER}.resources.requests["memory"]`]],
    'half a device': [withContainer({ resources: { limits: { 'gpu.example/large': '0.5' } } }), [`${CONTAINER}.resources.limits["gpu.example/large"]`]],
    'half a page': [withContainer({ resources: { requests: { 'hugepages-2Mi': '3Mi' } } }), [`${CONTAINER}.resources.requests["hugepages-2Mi"]`]],
    'pages of no size': [withContainer({ resources: { limits: { 'hugepages-x': '2Mi' } } }), [`${CONTAINER}.resources.limits["hugepages-x"]`]],
    'of the pod as a whole': [deployment({ resources: { limits: { cpu: '-1' } } }), [`${POD}.resources.limits["cpu"]`]],
    'overhead': [deployment({ overhead: { cpu: '-1' } }), [`${POD}.overhead.limits["cpu"]`]],
  },
});
