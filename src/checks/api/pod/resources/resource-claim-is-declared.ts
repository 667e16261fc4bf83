import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate, forbidden, notFound, required } from '../../field-error.ts';
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
      for (const { path: at, item: { name = '', request = '' } } of itemsOf(claims, `${path}.claims`)) {
        if (name === '') {
          yield required(at, 'name a claim of the pod');
          continue;
        }
        const key = JSON.stringify([name, request]);
        if (seen.has(key)) yield duplicate(at, name);
        seen.add(key);
        if (!(pod.spec.resourceClaims ?? []).some((claim) => claim.name === name)) yield notFound(at, name);
      }
    }
  },
};
