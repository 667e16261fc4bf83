import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { endpointSlicePortIsValid } from './endpoint-slice-port-is-valid.ts';

const slice = (fields: object) => object('discovery.k8s.io/v1', 'EndpointSlice', 'web', { ...fields });

describeRule(endpointSlicePortIsValid, {
  accepts: {
    'names, and one without': slice({ ports: [{ name: 'http', port: 80 }, { port: 81 }] }),
  },
  rejects: {
    'two without': [slice({ ports: [{ port: 80 }, { name: '', port: 81 }] }), ['ports[1].name']],
    'a name with a dot': [slice({ ports: [{ name: 'a.b' }] }), ['ports[0].name']],
    'a protocol': [slice({ ports: [{ protocol: 'tcp' }] }), ['ports[0].protocol']],
  },
});
