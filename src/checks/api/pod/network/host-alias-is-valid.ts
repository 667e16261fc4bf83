import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf, textsOf } from '../../config/items-of.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';
import { ipErrors } from '../../syntax/ip-address.ts';

export const hostAliasIsValid: Rule = {
  id: 'host-alias-is-valid',
  severity: 'error',
  why: 'the API server refuses entries of /etc/hosts without an address, or for names that are none',
  source: 'https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/',
  kinds: POD_KINDS,
  keys: ['hostAliases'],
  *check({ apiPods, set: { minor } }) {
    for (const { specPath, spec } of apiPods) {
      for (const { path, item: { ip = '', hostnames } } of itemsOf(spec.hostAliases, `${specPath}.hostAliases`)) {
        yield* eachInvalid(`${path}.ip`, ip, ipErrors(ip, minor));
        for (const { path: at, text } of textsOf(hostnames, `${path}.hostnames`)) yield* eachInvalid(at, text, dnsSubdomainErrors(text));
      }
    }
  },
};
