import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { ingressNamesHost } from './ingress-names-host.ts';

const ingress = (spec: object) => object('networking.k8s.io/v1', 'Ingress', 'web', { spec });

describeRule(ingressNamesHost, {
  accepts: {
    'a host': ingress({ rules: [{ host: 'shop.example' }] }),
    'none': ingress({}),
  },
  rejects: {
    'any host': [ingress({ rules: [{ host: 'a.example' }, {}] }), ['spec.rules[1].host']],
    'an empty host': [ingress({ rules: [{ host: '' }] }), ['spec.rules[0].host']],
    'a wildcard': [ingress({ rules: [{ host: '*.shop.example' }] }), ['spec.rules[0].host']],
    'a default': [ingress({ defaultBackend: { service: { name: 'a' } } }), ['spec.defaultBackend']],
  },
});
