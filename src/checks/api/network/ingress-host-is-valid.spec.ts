import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressHostIsValid } from './ingress-host-is-valid.ts';

const ingress = (spec: object, annotations: object = {}) => object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations }, spec });

describeRule(ingressHostIsValid, {
  accepts: {
    'hosts, wildcards, and every host': ingress({ rules: [{ host: 'shop.example' }, { host: '*.shop.example' }, { host: '' }, {}], tls: [{ hosts: ['shop.example', '*.shop.example'] }] }),
  },
  rejects: {
    'an address, which has the form of a host': [ingress({ rules: [{ host: '192.0.2.1' }] }), ['spec.rules[0].host']],
    'an IPv6 address': [ingress({ rules: [{ host: '::1' }] }), ['spec.rules[0].host', 'spec.rules[0].host']],
    'a port': [ingress({ rules: [{ host: 'shop.example:8080' }] }), ['spec.rules[0].host']],
    'a wildcard in the middle': [ingress({ rules: [{ host: 'a.*.example' }] }), ['spec.rules[0].host']],
    'a bare wildcard, and no host, for a certificate': [ingress({ tls: [{ hosts: ['*', ''] }] }), ['spec.tls[0].hosts[0]', 'spec.tls[0].hosts[1]']],
  },
});
