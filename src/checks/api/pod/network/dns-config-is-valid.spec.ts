import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { dnsConfigIsValid } from './dns-config-is-valid.ts';

const POD = 'spec.template.spec';

describeRule(dnsConfigIsValid, {
  accepts: {
    'servers, domains, options': deployment({ dnsPolicy: 'None', dnsConfig: { nameservers: ['10.0.0.10', '2001:db8::1'], searches: ['shop.example.', '.', '_tcp.shop.example'], options: [{ name: 'ndots', value: '2' }] } }),
    'nothing': deployment({ dnsConfig: {} }),
  },
  rejects: {
    'no config where there must be one': [deployment({ dnsPolicy: 'None' }), [`${POD}.dnsConfig`]],
    'no server where there must be one': [deployment({ dnsPolicy: 'None', dnsConfig: { searches: ['a'] } }), [`${POD}.dnsConfig.nameservers`]],
    'too many servers': [deployment({ dnsConfig: { nameservers: ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4'] } }), [`${POD}.dnsConfig.nameservers`]],
    'a name for a server': [deployment({ dnsConfig: { nameservers: ['dns'] } }), [`${POD}.dnsConfig.nameservers[0]`]],
    'domains that are none': [deployment({ dnsConfig: { searches: ['', 'a', 'A'] } }), [`${POD}.dnsConfig.searches[0]`, `${POD}.dnsConfig.searches[2]`]],
    'too many domains': [deployment({ dnsConfig: { searches: Array.from({ length: 33 }, () => 'a') } }), [`${POD}.dnsConfig.searches`]],
    'an option without a name': [deployment({ dnsConfig: { options: [{ value: '1' }] } }), [`${POD}.dnsConfig.options[0]`]],
  },
});

describeRule(dnsConfigIsValid, {
  context: { kubernetes: '1.32' },
  accepts: { 'a domain': deployment({ dnsConfig: { searches: ['shop.example.'] } }) },
  rejects: { 'an underscore': [deployment({ dnsConfig: { searches: ['_tcp.shop.example'] } }), [`${POD}.dnsConfig.searches[0]`]] },
});
