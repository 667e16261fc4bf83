import { type IngressSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';

export const ingressTlsSecretIsNamed: Rule = {
  id: 'ingress-tls-secret-is-named',
  severity: 'error',
  why: 'the API server refuses the name of a certificate\'s Secret that no Secret can have',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  kinds: ['networking.k8s.io/Ingress'],
  keys: ['secretName'],
  *check(subject) {
    for (const { path, item: { secretName } } of itemsOf(specOf<IngressSpec>(subject).tls, 'spec.tls')) {
      if (secretName) yield* eachInvalid(`${path}.secretName`, secretName, dnsSubdomainErrors(secretName));
    }
  },
};
