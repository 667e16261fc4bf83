import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { serviceProtocolIsKnown } from './service-protocol-is-known.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(serviceProtocolIsKnown, {
  accepts: {
    'none, and the three there are': service({ ports: [{ port: 80 }, { port: 81, protocol: 'UDP' }, { port: 82, protocol: 'SCTP' }, { port: 83, protocol: 'TCP' }] }),
  },
  rejects: {
    'small letters': [service({ ports: [{ port: 80, protocol: 'udp' }] }), ['spec.ports[0].protocol']],
  },
});
