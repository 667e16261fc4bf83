import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { hostPortFitsHostNetwork } from './host-port-fits-host-network.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(hostPortFitsHostNetwork, {
  accepts: {
    'none in a template': deployment({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80 }] })] }),
    'none in a Pod, which gets it': pod({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80 }] })] }),
    'the same': deployment({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80, hostPort: 80 }] })] }),
    'another on the network of the pod': deployment({ hostNetwork: false, containers: [container({ ports: [{ containerPort: 80, hostPort: 81 }] })] }),
    'another in an init container': deployment({ hostNetwork: true, initContainers: [container({ ports: [{ containerPort: 80, hostPort: 81 }] })] }),
  },
  rejects: { 'another': [deployment({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80, hostPort: 81 }] })] }), [`${CONTAINER}.ports[0].hostPort`]] },
});
