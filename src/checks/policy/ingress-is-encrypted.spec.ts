import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { ingressIsEncrypted } from './ingress-is-encrypted.ts';

const ingress = (hosts: readonly string[], tls: unknown) => object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { rules: hosts.map((host) => ({ host })), ...(tls === undefined ? {} : { tls }) } });

describeRule(ingressIsEncrypted, {
  accepts: {
    'its host': ingress(['shop.example'], [{ hosts: ['shop.example'], secretName: 'a' }]),
    'a certificate for all below a domain': ingress(['www.shop.example'], [{ hosts: ['*.shop.example'] }]),
    'one certificate for all': ingress(['shop.example'], [{ secretName: 'a' }]),
  },
  rejects: {
    'none': [ingress(['shop.example'], undefined), ['spec.tls']],
    'one of two': [ingress(['shop.example', 'api.example'], [{ hosts: ['shop.example'] }]), ['spec.rules[1].host']],
  },
});
