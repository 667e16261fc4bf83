import { describeRule } from '../test-support/describe-rule.ts';
import { object, service, withContainer } from '../test-support/manifests.ts';
import { portHasProtocol } from './port-has-protocol.ts';

describeRule(portHasProtocol, {
  accepts: {
    'ports with a protocol': withContainer({ ports: [{ containerPort: 80, protocol: 'TCP' }] }),
    'a Service port with a protocol': service(),
    'ports of another kind': object('acme.example/v1', 'Thing', 'x', { spec: { ports: [{ port: 80 }] } }),
    'ports of another shape': withContainer({ ports: 'http' }),
  },
  rejects: {
    'a container port without': [withContainer({ ports: [{ containerPort: 80 }] }), ['spec.template.spec.containers[0].ports[0].protocol']],
    'a Service port without': [service({ ports: [{ port: 80 }] }), ['spec.ports[0].protocol']],
    'a policy port without': [
      object('networking.k8s.io/v1', 'NetworkPolicy', 'x', { spec: { egress: [{}, { ports: [{ port: 53 }] }], ingress: [{ ports: [{ port: 80 }] }] } }),
      ['spec.egress[1].ports[0].protocol', 'spec.ingress[0].ports[0].protocol'],
    ],
  },
});
