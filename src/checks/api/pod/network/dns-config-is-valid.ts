import { type PodDNSConfig } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf, textsOf } from '../../config/items-of.ts';
import { invalid, required } from '../../field-error.ts';
import { dnsSubdomainErrors, dnsSubdomainWithUnderscoreErrors } from '../../syntax/dns-subdomain.ts';
import { ipErrors } from '../../syntax/ip-address.ts';
import { byteLength } from '../../syntax/length.ts';

const MOST_NAMESERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;
/** The minor since which a search domain may have underscores, or be the root. */
const RELAXED_SEARCH = 33;

export const dnsConfigIsValid: Rule = {
  id: 'dns-config-is-valid',
  severity: 'error',
  why: 'the API server refuses a pod that looks up names nowhere, at more than three servers, or in domains that are none',
  source: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-dns-config',
  kinds: POD_KINDS,
  keys: ['dnsConfig', 'dnsPolicy'],
  *check({ apiPods, set: { minor } }) {
    for (const { specPath, spec: { dnsConfig, dnsPolicy } } of apiPods) {
      const path = `${specPath}.dnsConfig`;
      if (dnsPolicy === 'None' && dnsConfig === undefined) yield required(path, 'must provide `dnsConfig` when `dnsPolicy` is None');
      else if (dnsPolicy === 'None' && (dnsConfig?.nameservers ?? []).length === 0) yield required(`${path}.nameservers`, 'must provide at least one DNS nameserver when `dnsPolicy` is None');
      else if (dnsConfig !== undefined) yield* configFindings(dnsConfig, path, minor);
    }
  },
};

function* configFindings({ nameservers = [], searches = [], options }: PodDNSConfig, path: string, minor: number): Iterable<Finding> {
  if (nameservers.length > MOST_NAMESERVERS) yield invalid(`${path}.nameservers`, nameservers, `must not have more than ${MOST_NAMESERVERS} nameservers`);
  for (const { path: at, text } of textsOf(nameservers, `${path}.nameservers`)) yield* eachInvalid(at, text, ipErrors(text, minor));
  if (searches.length > MOST_SEARCHES) yield invalid(`${path}.searches`, searches, `must not have more than ${MOST_SEARCHES} search paths`);
  if (byteLength(searches.join(' ')) > LONGEST_SEARCHES) yield invalid(`${path}.searches`, searches, `must not have more than ${LONGEST_SEARCHES} characters (including spaces) in the search list`);
  for (const { path: at, text } of textsOf(searches, `${path}.searches`)) yield* eachInvalid(at, text, searchErrors(text, minor));
  for (const { path: at, item: { name } } of itemsOf(options, `${path}.options`)) if (!name) yield required(at, 'an option has a name');
}

function searchErrors(text: string, minor: number): readonly string[] {
  const domain = text.endsWith('.') ? text.slice(0, -1) : text;
  if (minor < RELAXED_SEARCH) return dnsSubdomainErrors(domain);
  return text === '.' ? [] : dnsSubdomainWithUnderscoreErrors(domain);
}
