import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { servicePortIsUnique } from './service-port-is-unique.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(servicePortIsUnique, {
  accepts: {
    'one number of two protocols': service({ ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }] }),
    'one port of the nodes for two protocols': service({ type: 'NodePort', ports: [{ port: 53, nodePort: 30053 }, { port: 53, nodePort: 30053, protocol: 'UDP' }] }),
    'a port of the nodes that is refused before, when it is set aside': service({ type: 'NodePort', ports: [{ port: 1, nodePort: 30001 }, { port: 2, nodePort: 30001 }] }),
  },
  rejects: {
    'the default protocol and TCP': [service({ ports: [{ port: 53 }, { port: 53, protocol: 'TCP' }] }), ['spec.ports[1]']],
    'a port of the nodes, of the same port': [service({ type: 'NodePort', ports: [{ port: 1, nodePort: 30001 }, { port: 1, nodePort: 30001 }] }), ['spec.ports[1]', 'spec.ports[1].nodePort']],
    'a port of the nodes that nobody sets aside': [service({ type: 'ClusterIP', ports: [{ port: 1, nodePort: 30001 }, { port: 2, nodePort: 30001 }] }), ['spec.ports[1].nodePort']],
  },
});
