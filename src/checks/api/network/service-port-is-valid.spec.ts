import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { servicePortIsValid } from './service-port-is-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(servicePortIsValid, {
  accepts: {
    'numbers': service({ ports: [{ port: 1, targetPort: 65535 }] }),
    'a name': service({ ports: [{ port: 80, targetPort: 'http' }] }),
    'no target, or zero, which are the port': service({ ports: [{ port: 80 }, { port: 81, targetPort: 0 }, { port: 82, targetPort: '' }] }),
  },
  rejects: {
    'no port': [service({ ports: [{ targetPort: 80 }] }), ['spec.ports[0].port']],
    'zero, twice: it is its own target': [service({ ports: [{ port: 0 }] }), ['spec.ports[0].port', 'spec.ports[0].targetPort']],
    'a target out of range': [service({ ports: [{ port: 80, targetPort: 65536 }] }), ['spec.ports[0].targetPort']],
    'a target in digits': [service({ ports: [{ port: 80, targetPort: '80' }] }), ['spec.ports[0].targetPort']],
    'a target with a long name and two dashes': [service({ ports: [{ port: 80, targetPort: 'a-very--long-name' }] }), ['spec.ports[0].targetPort', 'spec.ports[0].targetPort']],
  },
});
