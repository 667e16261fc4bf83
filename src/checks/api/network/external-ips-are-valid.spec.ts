import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { externalIpsAreValid } from './external-ips-are-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(externalIpsAreValid, {
  accepts: {
    'addresses of both families': service({ externalIPs: ['192.0.2.1', '2001:db8::1', '239.1.1.1'] }),
  },
  rejects: {
    'a host': [service({ externalIPs: ['shop.example'] }), ['spec.externalIPs[0]']],
    'what every node has for itself': [service({ externalIPs: ['127.0.0.1', '::1', '169.254.1.1', 'fe80::1', '224.0.0.1', 'ff02::1', '0.0.0.0', '::'] }), ['spec.externalIPs[0]', 'spec.externalIPs[1]', 'spec.externalIPs[2]', 'spec.externalIPs[3]', 'spec.externalIPs[4]', 'spec.externalIPs[5]', 'spec.externalIPs[6]', 'spec.externalIPs[7]']],
    'an IPv4 address written as IPv6': [service({ externalIPs: ['::ffff:192.0.2.1'] }), ['spec.externalIPs[0]']],
  },
});
