import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate, forbidden, notFound, required } from '../../field-error.ts';
import { dnsLabelErrors } from '../../syntax/dns-label.ts';
import { resourcesOf } from './resource-lists.ts';

/** The minor since which pods claim devices without asking for it; before, the fields are dropped. */
export const DEVICE_CLAIMS = 34;

export const resourceClaimIsDeclared: Rule = {
  id: 'resource-claim-is-declared',
  severity: 'error',
  why: 'the API server refuses a container that uses a claim which its pod does not make',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
  since: DEVICE_CLAIMS,
  kinds: POD_KINDS,
  keys: ['claims'],
  *check(subject) {
    for (const { path, resources: { claims }, isPod, pod } of resourcesOf(subject)) {
      if (isPod && claims !== undefined) yield forbidden(`${path}.claims`, 'claims may not be set for the pod as a whole');
      const seen = new Set<string>();
      const withRequest = new Set<string>();
      for (const { path: at, item: { name = '', request = '' } } of itemsOf(claims, `${path}.claims`)) {
        if (name === '') {
          yield required(at, 'name a claim of the pod');
          continue;
        }
        // A claim as a whole has all its requests in it.
        const whole = keyOf(name, '');
        const key = keyOf(name, request);
        if (seen.has(whole)) yield duplicate(at, name);
        else if (request === '') {
          if (withRequest.has(name)) yield duplicate(at, name);
        } else {
          yield* eachInvalid(`${at}.request`, request, dnsLabelErrors(request));
          if (seen.has(key)) yield duplicate(at, `${name}/${request}`);
          withRequest.add(name);
        }
        seen.add(key);
        if (!(pod.spec.resourceClaims ?? []).some((claim) => claim.name === name)) yield notFound(at, name);
      }
    }
  },
};

function keyOf(claim: string, request: string): string {
  return JSON.stringify([claim, request]);
}
