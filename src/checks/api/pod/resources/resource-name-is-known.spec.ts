import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { resourceNameIsKnown } from './resource-name-is-known.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(resourceNameIsKnown, {
  accepts: {
    'the usual': withContainer({ resources: { requests: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi' }, limits: { 'hugepages-2Mi': '2Mi' } } }),
    'a device': withContainer({ resources: { limits: { 'gpu.example/large': 1 } } }),
    'one of Kubernetes': withContainer({ resources: { limits: { 'kubernetes.io/batch-cpu': 1 } } }),
    'of the pod as a whole': deployment({ resources: { limits: { cpu: '1', 'hugepages-1Gi': '1Gi' } } }),
  },
  rejects: {
    'a device without a domain': [withContainer({ resources: { limits: { gpu: 1 } } }), [`${CONTAINER}.resources.limits["gpu"]`]],
    'the same asked for, too, or by itself': [deployment({ containers: [container({ resources: { limits: { gpu: 1 }, requests: { gpu: 1 } } }), container({ name: 'b', resources: { requests: { gpu: 1 } } })] }), [`${POD}.containers[0].resources.limits["gpu"]`, `${POD}.containers[1].resources.requests["gpu"]`]],
    'one of a quota': [withContainer({ resources: { requests: { 'limits.cpu': 1 } } }), [`${CONTAINER}.resources.requests["limits.cpu"]`]],
    'one that a pod as a whole doesn\'t have': [deployment({ resources: { requests: { 'ephemeral-storage': '1Gi' } } }), [`${POD}.resources.requests["ephemeral-storage"]`]],
    'overhead': [deployment({ overhead: { 'requests.cpu': '1' } }), [`${POD}.overhead.limits["requests.cpu"]`]],
  },
});
