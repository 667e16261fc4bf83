import { listAt, textAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const ingressIsEncrypted: Rule = {
  id: 'ingress-is-encrypted',
  severity: 'warning',
  why: 'passwords and sessions go over the network for everybody on the way to read',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  kinds: ['networking.k8s.io/Ingress'],
  *check({ manifest }) {
    const tls = listAt(manifest, 'spec', 'tls');
    const hosts = new Set(tls.flatMap((each) => listAt(each, 'hosts')));
    const rules = listAt(manifest, 'spec', 'rules');
    if (tls.length === 0) yield { path: 'spec.tls', message: 'no host of the Ingress has a certificate', fix: 'tls: [{ hosts: [<host>], secretName: <name>-tls }]' };
    for (let index = 0; index < rules.length && tls.length > 0; index++) {
      const host = textAt(rules[index], 'host');
      if (host === undefined || hosts.size === 0 || hosts.has(host) || hosts.has(host.replace(/^[^.]*/, '*'))) continue;
      yield { path: `spec.rules[${index}].host`, message: `the host ${shown(host)} stands in no part of tls`, fix: `hosts: [${host}]` };
    }
  },
};
