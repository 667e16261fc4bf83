import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { probeAsksKnownPort } from './probe-asks-known-port.ts';

const of = (livenessProbe: object) => withContainer({ livenessProbe, ports: [{ name: 'http', containerPort: 8080 }] });

describeRule(probeAsksKnownPort, {
  accepts: {
    'a port by name': of({ httpGet: { port: 'http' } }),
    'a port by number': of({ tcpSocket: { port: 8080 } }),
    'a command': of({ exec: { command: ['true'] } }),
  },
  rejects: {
    'another name': [of({ httpGet: { port: 'web' } }), ['spec.template.spec.containers[0].livenessProbe.httpGet.port']],
    'another number': [of({ grpc: { port: 9090 } }), ['spec.template.spec.containers[0].livenessProbe.grpc.port']],
  },
});
