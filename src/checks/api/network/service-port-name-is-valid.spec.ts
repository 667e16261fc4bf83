import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { servicePortNameIsValid } from './service-port-name-is-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(servicePortNameIsValid, {
  accepts: {
    'one without a name': service({ ports: [{ port: 80 }] }),
    'two names': service({ ports: [{ name: 'http', port: 80 }, { name: '9-metrics', port: 90 }] }),
  },
  rejects: {
    'two without': [service({ ports: [{ port: 80 }, { port: 90, name: '' }] }), ['spec.ports[0].name', 'spec.ports[1].name']],
    'a name twice': [service({ ports: [{ name: 'http', port: 80 }, { name: 'http', port: 90 }] }), ['spec.ports[1].name']],
    'capitals and a dot': [service({ ports: [{ name: 'HTTP.1', port: 80 }] }), ['spec.ports[0].name']],
    'one too long': [service({ ports: [{ name: 'a'.repeat(64), port: 80 }] }), ['spec.ports[0].name']],
  },
});
