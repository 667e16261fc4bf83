import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, object, podSpec, withContainer } from '../../../test-support/manifests.ts';
import { hostPortIsUnique } from './host-port-is-unique.ts';

const POD = 'spec.template.spec';
const CONTAINER = 'spec.template.spec.containers[0]';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });

describeRule(hostPortIsUnique, {
  accepts: {
    'different protocols': withContainer({ ports: [{ containerPort: 53, hostPort: 53 }, { containerPort: 53, hostPort: 53, protocol: 'UDP' }] }),
    'different addresses': withContainer({ ports: [{ containerPort: 53, hostPort: 53, hostIP: '10.0.0.1' }, { containerPort: 53, hostPort: 53, hostIP: '10.0.0.2' }] }),
    'two init containers, one after the other': deployment({ initContainers: [container({ name: 'a', ports: [{ containerPort: 1, hostPort: 80 }] }), container({ name: 'b', ports: [{ containerPort: 1, hostPort: 80 }] })] }),
    'two ports of a template on the network of the node, which get theirs later': deployment({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80 }, { containerPort: 80 }] })] }),
  },
  rejects: {
    'in one container': [withContainer({ ports: [{ containerPort: 1, hostPort: 80 }, { containerPort: 2, hostPort: 80 }] }), [`${CONTAINER}.ports[1].hostPort`]],
    'in two containers': [deployment({ containers: [container({ ports: [{ containerPort: 1, hostPort: 80 }] }), container({ name: 'b', ports: [{ containerPort: 2, hostPort: 80, protocol: 'TCP' }] })] }), [`${POD}.containers[1].ports[0].hostPort`]],
    'in a second init container': [deployment({ initContainers: [container({ name: 'a' }), container({ name: 'b', ports: [{ containerPort: 1, hostPort: 80 }, { containerPort: 2, hostPort: 80 }] })] }), [`${POD}.initContainers[1].ports[1].hostPort`]],
    'in a Pod on the network of its node': [pod({ hostNetwork: true, containers: [container({ ports: [{ containerPort: 80 }] }), container({ name: 'b', ports: [{ containerPort: 80 }] })] }), ['spec.containers[1].ports[0].hostPort']],
  },
});
