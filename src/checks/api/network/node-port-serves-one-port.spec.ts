import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { nodePortServesOnePort } from './node-port-serves-one-port.ts';

const service = (ports: readonly object[], spec: object = {}) => object('v1', 'Service', 'web', { spec: { type: 'NodePort', ports, ...spec } });
const LOCAL = { type: 'LoadBalancer', externalTrafficPolicy: 'Local' };

describeRule(nodePortServesOnePort, {
  accepts: {
    'one for each port': service([{ name: 'a', port: 80, nodePort: 30001 }, { name: 'b', port: 81, nodePort: 30002 }]),
    'one for two protocols of a port': service([{ name: 'a', port: 53, nodePort: 30053 }, { name: 'b', port: 53, protocol: 'UDP', nodePort: 30053 }]),
    'one that only the second protocol asks for': service([{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP', nodePort: 30053 }]),
    'two for two protocols of a port': service([{ name: 'a', port: 53, nodePort: 30053 }, { name: 'b', port: 53, protocol: 'UDP', nodePort: 30054 }]),
    'a Service without any': service([{ name: 'a', port: 80, nodePort: 30001 }, { name: 'b', port: 81, protocol: 'UDP', nodePort: 30001 }], { type: 'ClusterIP' }),
    'another for the health check': service([{ name: 'a', port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort: 30002 }),
  },
  rejects: {
    'two ports of one protocol': [service([{ name: 'a', port: 80, nodePort: 30001 }, { name: 'b', port: 81, nodePort: 30001 }]), ['spec.ports[1].nodePort']],
    'two ports of different protocols': [service([{ name: 'a', port: 80, nodePort: 30001 }, { name: 'b', port: 81, protocol: 'UDP', nodePort: 30001 }]), ['spec.ports[1].nodePort']],
    'a third protocol with that of the second': [service([{ name: 'a', port: 80, nodePort: 30001 }, { name: 'b', port: 80, protocol: 'UDP', nodePort: 30002 }, { name: 'c', port: 80, protocol: 'SCTP', nodePort: 30002 }]), ['spec.ports[2].nodePort']],
    'the health check': [service([{ name: 'a', port: 80, nodePort: 30001 }], { ...LOCAL, healthCheckNodePort: 30001 }), ['spec.healthCheckNodePort']],
  },
});
