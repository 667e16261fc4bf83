import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { deviceClaimRefersToItsRequests } from './device-claim-refers-to-its-requests.ts';

const REQUESTS = [{ name: 'gpu', firstAvailable: [{ name: 'large', deviceClassName: 'large.example' }] }, { name: 'nic', exactly: { deviceClassName: 'nic.example' } }];
const claim = (devices: object) => object('resource.k8s.io/v1', 'ResourceClaim', 'gpu', { spec: { devices: { requests: REQUESTS, ...devices } } });
const constraint = (fields: object) => claim({ constraints: [{ matchAttribute: 'example.com/numa', ...fields }] });
const config = (fields: object) => claim({ config: [{ opaque: { driver: 'gpu.example', parameters: { a: 1 } }, ...fields }] });
const CONSTRAINT = 'spec.devices.constraints[0]';
const CONFIG = 'spec.devices.config[0]';

describeRule(deviceClaimRefersToItsRequests, {
  accepts: {
    'all requests': constraint({}),
    'two requests, one by its choice': constraint({ requests: ['gpu/large', 'nic'] }),
    'devices that differ': claim({ constraints: [{ distinctAttribute: 'example.com/id' }] }),
    'configuration of one': config({ requests: ['gpu'] }),
  },
  rejects: {
    'a request that is none': [constraint({ requests: ['cpu'] }), [`${CONSTRAINT}.requests[0]`]],
    'a choice that is none': [constraint({ requests: ['nic/large'] }), [`${CONSTRAINT}.requests[0]`]],
    'a request twice': [constraint({ requests: ['nic', 'nic'] }), [`${CONSTRAINT}.requests[1]`]],
    'no attribute': [claim({ constraints: [{}] }), [CONSTRAINT]],
    'an attribute without a domain': [constraint({ matchAttribute: 'numa' }), [`${CONSTRAINT}.matchAttribute`]],
    'an attribute that is no name': [constraint({ matchAttribute: 'example.com/a-b' }), [`${CONSTRAINT}.matchAttribute`]],
    'an attribute of nobody': [constraint({ matchAttribute: '/numa' }), [`${CONSTRAINT}.matchAttribute`]],
    'nothing to tell': [claim({ config: [{}] }), [`${CONFIG}.opaque`]],
    'no driver and no parameters': [config({ opaque: {} }), [`${CONFIG}.opaque.driver`, `${CONFIG}.opaque.parameters`]],
    'parameters that are a list': [config({ opaque: { driver: 'gpu.example', parameters: [] } }), [`${CONFIG}.opaque.parameters`]],
  },
  context: { kubernetes: '1.36' },
});
