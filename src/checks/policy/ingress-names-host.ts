import { at, listAt, textAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const ingressNamesHost: Rule = {
  id: 'ingress-names-host',
  severity: 'warning',
  why: 'an Ingress for any host takes requests that were meant for others',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards',
  kinds: ['networking.k8s.io/Ingress'],
  *check({ manifest }) {
    const rules = listAt(manifest, 'spec', 'rules');
    if ((at(manifest, 'spec', 'defaultBackend') ?? undefined) !== undefined) yield { path: 'spec.defaultBackend', message: 'the Ingress answers for every host that nobody else answers for', fix: 'rules with a host each' };
    for (let index = 0; index < rules.length; index++) {
      const host = textAt(rules[index], 'host');
      if (host === undefined || host.startsWith('*')) yield { path: `spec.rules[${index}].host`, message: host === undefined ? 'the rule is for every host' : `the rule is for every host below ${shown(host.slice(1))}`, fix: 'host: shop.acme.example' };
    }
  },
};
