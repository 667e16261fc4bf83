import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressTlsSecretIsNamed } from './ingress-tls-secret-is-named.ts';

const ingress = (spec: object, annotations: object = {}) => object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations }, spec });

describeRule(ingressTlsSecretIsNamed, {
  accepts: {
    'a Secret': ingress({ tls: [{ secretName: 'web-tls' }, {}] }),
  },
  rejects: {
    'a name that no Secret has': [ingress({ tls: [{ secretName: 'Web_TLS' }] }), ['spec.tls[0].secretName']],
  },
});
