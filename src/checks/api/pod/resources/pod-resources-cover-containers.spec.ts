import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { podResourcesCoverContainers } from './pod-resources-cover-containers.ts';

const pod = (spec: object) => object('v1', 'Pod', 'web', { spec: podSpec({ ...spec }) });
const POD = 'spec.template.spec';

describeRule(podResourcesCoverContainers, {
  accepts: {
    'as much as all containers': deployment({ resources: { requests: { cpu: '1' } }, containers: [container({ resources: { requests: { cpu: '400m' } } }), container({ name: 'b', resources: { requests: { cpu: '600m' } } })] }),
    'as much as the init container that runs first': deployment({ resources: { requests: { cpu: '1' } }, initContainers: [container({ name: 'a', resources: { requests: { cpu: '1' } } })], containers: [container({ resources: { requests: { cpu: '1' } } })] }),
    'a limit that a template\'s containers request more than': deployment({ resources: { limits: { cpu: '1' } }, containers: [container({ resources: { requests: { cpu: '600m' } } }), container({ name: 'b', resources: { requests: { cpu: '600m' } } })] }),
    'limits alone': deployment({ resources: { limits: { cpu: '1' } }, containers: [container({ resources: { limits: { cpu: '1', memory: '1Gi' } } })] }),
  },
  rejects: {
    'less than all containers': [deployment({ resources: { requests: { cpu: '1' } }, containers: [container({ resources: { requests: { cpu: '500m' } } }), container({ name: 'b', resources: { requests: { cpu: '501m' } } })] }), [`${POD}.resources.requests["cpu"]`]],
    'less than an init container beside a sidecar': [deployment({ resources: { requests: { cpu: '1' } }, initContainers: [container({ name: 'a', restartPolicy: 'Always', resources: { requests: { cpu: '500m' } } }), container({ name: 'b', resources: { requests: { cpu: '600m' } } })] }), [`${POD}.resources.requests["cpu"]`]],
    'a pod whose containers request more together than its limit': [pod({ resources: { limits: { cpu: '1' } }, containers: [container({ resources: { requests: { cpu: '600m' } } }), container({ name: 'b', resources: { requests: { cpu: '600m' } } })] }), ['spec.resources.requests']],
    'fewer huge pages than the containers together': [deployment({ resources: { limits: { 'hugepages-2Mi': '2Mi' } }, containers: [container({ resources: { limits: { 'hugepages-2Mi': '2Mi' } } }), container({ name: 'b', resources: { limits: { 'hugepages-2Mi': '2Mi' } } })] }), [`${POD}.resources.limits["hugepages-2Mi"]`]],
    'a pod for Windows': [deployment({ os: { name: 'windows' }, resources: {} }), [`${POD}.resources`]],
    'a limit below that of a container': [deployment({ resources: { limits: { memory: '1Gi' } }, containers: [container({ resources: { limits: { memory: '2Gi' } } })] }), [`${POD}.resources.containers[0]["memory"].limits`]],
  },
});
