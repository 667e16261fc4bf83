import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate, invalid, required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { dnsSubdomainErrors } from '../../syntax/dns-subdomain.ts';
import { DEVICE_CLAIMS } from './resource-claim-is-declared.ts';

const SOURCES = ['resourceClaimName', 'resourceClaimTemplateName'] as const;

export const podClaimIsValid: Rule = {
  id: 'pod-claim-is-valid',
  severity: 'error',
  why: 'the API server refuses a claim of a pod without a name of its own, or with anything but one claim or template behind it',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  since: DEVICE_CLAIMS,
  kinds: POD_KINDS,
  keys: ['resourceClaims'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      const seen = new Set<string>();
      for (const { path, item } of itemsOf(spec.resourceClaims, `${specPath}.resourceClaims`)) {
        const { name = '' } = item;
        if (name === '') yield required(`${path}.name`, 'a claim has a name in its pod');
        else if (seen.has(name)) yield duplicate(`${path}.name`, name);
        else yield* eachInvalid(`${path}.name`, name, dnsLabelErrors(name));
        seen.add(name);
        const given = SOURCES.filter((source) => item[source] !== undefined);
        if (given.length !== 1) yield invalid(path, item, `must have one of ${SOURCES.join(' and ')}`);
        for (const source of given) yield* eachInvalid(`${path}.${source}`, item[source], dnsSubdomainErrors(item[source] ?? ''));
      }
    }
  },
};
