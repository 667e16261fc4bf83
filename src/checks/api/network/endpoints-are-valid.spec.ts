import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { endpointsAreValid } from './endpoints-are-valid.ts';

const endpoints = (...subsets: readonly object[]) => object('v1', 'Endpoints', 'web', { subsets });

describeRule(endpointsAreValid, {
  accepts: {
    'addresses and a port': endpoints({ addresses: [{ ip: '192.0.2.1', hostname: 'web-0', nodeName: 'node-1' }], ports: [{ port: 80 }] }),
    'addresses that are not ready': endpoints({ notReadyAddresses: [{ ip: '2001:db8::1' }] }),
  },
  rejects: {
    'no addresses': [endpoints({}), ['subsets[0]']],
    'no address, and one of the node': [endpoints({ addresses: [{ ip: 'x' }, { ip: '127.0.0.1' }] }), ['subsets[0].addresses[0].ip', 'subsets[0].addresses[1].ip']],
    'names that can\'t be': [endpoints({ addresses: [{ ip: '192.0.2.1', hostname: 'a.b', nodeName: 'A' }] }), ['subsets[0].addresses[0].hostname', 'subsets[0].addresses[0].nodeName']],
    'ports': [endpoints({ addresses: [{ ip: '192.0.2.1' }], ports: [{ port: 0 }, { name: 'A', port: 80, protocol: 'tcp' }] }), ['subsets[0].ports[0].name', 'subsets[0].ports[0].port', 'subsets[0].ports[1].name', 'subsets[0].ports[1].protocol']],
  },
});
