import { type IngressSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { itemsOf, textsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid } from '../field-error.ts';
import { dnsSubdomainErrors, wildcardDnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { parseIp } from '../syntax/ip-address.ts';

export const ingressHostIsValid: Rule = {
  id: 'ingress-host-is-valid',
  severity: 'error',
  why: 'the API server refuses a host that is no DNS name, nor one after "*."',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards',
  kinds: ['networking.k8s.io/Ingress'],
  keys: ['host', 'hosts'],
  *check(subject) {
    const { rules, tls } = specOf<IngressSpec>(subject);
    for (const { path, item: { host } } of itemsOf(rules, 'spec.rules')) {
      if (!host) continue;
      if (parseIp(host) !== undefined) yield invalid(`${path}.host`, host, 'must be a DNS name, not an IP address');
      yield* eachInvalid(`${path}.host`, host, hostErrors(host));
    }
    for (const { path, item } of itemsOf(tls, 'spec.tls')) {
      for (const { path: hostPath, text } of textsOf(item.hosts, `${path}.hosts`)) yield* eachInvalid(hostPath, text, hostErrors(text));
    }
  },
};

function hostErrors(host: string): readonly string[] {
  return host.includes('*') ? wildcardDnsSubdomainErrors(host) : dnsSubdomainErrors(host);
}
