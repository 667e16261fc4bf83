import { describeRule } from '../test-support/describe-rule.ts';
import { service } from '../test-support/manifests.ts';
import { serviceIsInside } from './service-is-inside.ts';

describeRule(serviceIsInside, {
  accepts: {
    'nothing said': service(),
    'an address of the cluster': service({ type: 'ClusterIP', externalIPs: [] }),
    'another name': service({ type: 'ExternalName' }),
  },
  rejects: {
    'a port of the nodes': [service({ type: 'NodePort' }), ['spec.type']],
    'a load balancer': [service({ type: 'LoadBalancer' }), ['spec.type']],
    'addresses outside': [service({ externalIPs: ['203.0.113.1'] }), ['spec.externalIPs']],
  },
});
