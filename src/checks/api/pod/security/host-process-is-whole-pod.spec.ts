import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { hostProcessIsWholePod } from './host-process-is-whole-pod.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(hostProcessIsWholePod, {
  accepts: { 'none': withContainer({ securityContext: { windowsOptions: { hostProcess: false } } }), 'all, on the network of the node': deployment({ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }) },
  rejects: {
    'some': [deployment({ hostNetwork: true, containers: [container({ securityContext: { windowsOptions: { hostProcess: true } } }), container({ name: 'b' })] }), [POD]],
    'another than the pod': [deployment({ hostNetwork: true, securityContext: { windowsOptions: { hostProcess: false } }, containers: [container({ securityContext: { windowsOptions: { hostProcess: true } } })] }), [`${CONTAINER}.securityContext.windowsOptions.hostProcess`]],
    'on a network of its own': [withContainer({ securityContext: { windowsOptions: { hostProcess: true } } }), [`${POD}.hostNetwork`]],
  },
});
