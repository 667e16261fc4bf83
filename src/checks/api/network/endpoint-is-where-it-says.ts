import { type EndpointSliceProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { itemsOf } from '../config/items-of.ts';
import { bodyOf } from '../config/spec-of.ts';
import { duplicate, tooMany } from '../field-error.ts';
import { dnsLabelErrors } from '../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../syntax/dns-subdomain.ts';
import { labelValueErrors } from '../syntax/label-value.ts';

export const endpointIsWhereItSays: Rule = {
  id: 'endpoint-is-where-it-says',
  severity: 'error',
  why: 'the API server refuses an endpoint on a node, in a zone or with a host name that can\'t be',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/service-resources/endpoint-slice-v1/',
  kinds: ['discovery.k8s.io/EndpointSlice'],
  keys: ['nodeName', 'hostname', 'hints'],
  *check(subject) {
    for (const { path, item } of itemsOf(bodyOf<EndpointSliceProps>(subject).endpoints, 'endpoints')) {
      if (typeof item.nodeName === 'string') yield* eachInvalid(`${path}.nodeName`, item.nodeName, dnsSubdomainErrors(item.nodeName));
      if (typeof item.hostname === 'string') yield* eachInvalid(`${path}.hostname`, item.hostname, dnsLabelErrors(item.hostname));
      yield* hintFindings(item.hints?.forZones, `${path}.hints.forZones`, labelValueErrors);
      // Before, the field is not there.
      if (subject.set.minor >= 33) yield* hintFindings(item.hints?.forNodes, `${path}.hints.forNodes`, dnsSubdomainErrors);
    }
  },
};

function* hintFindings(hints: readonly { readonly name: string }[] | null | undefined, path: string, errorsOf: (text: string) => readonly string[]): Iterable<Finding> {
  const items = itemsOf(hints, path);
  if (items.length > MOST_HINTS) {
    yield tooMany(path, items.length, MOST_HINTS);
    return;
  }
  const seen = new Set<string>();
  for (const { path: at, item: { name = '' } } of items) {
    if (seen.has(name)) yield duplicate(`${at}.name`, name);
    seen.add(name);
    yield* eachInvalid(`${at}.name`, name, errorsOf(name));
  }
}

const MOST_HINTS = 8;
