import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment } from '../../../test-support/manifests.ts';
import { podResourcesCoverContainers } from './pod-resources-cover-containers.ts';

const POD = 'spec.template.spec';

describeRule(podResourcesCoverContainers, {
  accepts: {
    'as much as all containers': deployment({ resources: { requests: { cpu: '1' } }, containers: [container({ resources: { requests: { cpu: '400m' } } }), container({ name: 'b', resources: { requests: { cpu: '600m' } } })] }),
    'as much as the init container that runs first': deployment({ resources: { requests: { cpu: '1' } }, initContainers: [container({ name: 'a', resources: { requests: { cpu: '1' } } })], containers: [container({ resources: { requests: { cpu: '1' } } })] }),
    'limits alone': deployment({ resources: { limits: { cpu: '1' } }, containers: [container({ resources: { limits: { cpu: '1', memory: '1Gi' } } })] }),
  },
  rejects: {
    'less than all containers': [deployment({ resources: { requests: { cpu: '1' } }, containers: [container({ resources: { requests: { cpu: '500m' } } }), container({ name: 'b', resources: { requests: { cpu: '501m' } } })] }), [`${POD}.resources.requests["cpu"]`]],
    'less than an init container beside a sidecar': [deployment({ resources: { requests: { cpu: '1' } }, initContainers: [container({ name: 'a', restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } }), container({ name: 'b', resources: { requests: { cpu: '600m' } } })] }), [`${POD}.resources.requests["cpu"]`]],
    'a limit below that of a container': [deployment({ resources: { limits: { memory: '1Gi' } }, containers: [container({ resources: { limits: { memory: '2Gi' } } })] }), [`${POD}.resources.containers[0]["memory"].limits`]],
  },
});
