import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { endpointSliceAddressIsValid } from './endpoint-slice-address-is-valid.ts';

const slice = (fields: object) => object('discovery.k8s.io/v1', 'EndpointSlice', 'web', { ...fields });

describeRule(endpointSliceAddressIsValid, {
  accepts: {
    'addresses of each type': [slice({ addressType: 'IPv4', endpoints: [{ addresses: ['192.0.2.1'] }] }), slice({ addressType: 'IPv6', endpoints: [{ addresses: ['2001:db8::1'] }] }), slice({ addressType: 'FQDN', endpoints: [{ addresses: ['db.shop.example.'] }] })],
  },
  rejects: {
    'no type': [slice({ endpoints: [] }), ['addressType']],
    'an unknown type': [slice({ addressType: 'IP', endpoints: [{ addresses: ['x'] }] }), ['addressType']],
    'no addresses': [slice({ addressType: 'IPv4', endpoints: [{}] }), ['endpoints[0].addresses']],
    'another family': [slice({ addressType: 'IPv4', endpoints: [{ addresses: ['2001:db8::1'] }] }), ['endpoints[0].addresses']],
    'an IPv6 address not as everybody writes it': [slice({ addressType: 'IPv6', endpoints: [{ addresses: ['2001:DB8:0:0::1'] }] }), ['endpoints[0].addresses[0]']],
    'the loopback address': [slice({ addressType: 'IPv4', endpoints: [{ addresses: ['127.0.0.1'] }] }), ['endpoints[0].addresses[0]']],
    'hosts without a domain, empty, and with a blank': [slice({ addressType: 'FQDN', endpoints: [{ addresses: ['db', '', 'a b.example'] }] }), ['endpoints[0].addresses[0]', 'endpoints[0].addresses[1]', 'endpoints[0].addresses[2]']],
    'more than a hundred': [slice({ addressType: 'IPv4', endpoints: [{ addresses: Array.from({ length: 101 }, () => '192.0.2.1') }] }), ['endpoints[0].addresses']],
    'more than a thousand endpoints': [slice({ addressType: 'IPv4', endpoints: Array.from({ length: 1001 }, () => ({})) }), ['endpoints']],
  },
});

describeRule(endpointSliceAddressIsValid, {
  accepts: {
    'an IPv6 address not as everybody writes it': slice({ addressType: 'IPv6', endpoints: [{ addresses: ['2001:DB8:0:0::1'] }] }),
  },
  rejects: {
    'another family': [slice({ addressType: 'IPv6', endpoints: [{ addresses: ['192.0.2.1'] }] }), ['endpoints[0].addresses[0]']],
  },
  context: { kubernetes: '1.32' },
});
