import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { resourceFieldFindings } from './resource-field-reference.ts';

export const resourceFieldReferenceIsValid: Rule = {
  id: 'resource-field-reference-is-valid',
  severity: 'error',
  why: 'the API server refuses a variable from a resource that no container has, or in units that don\'t fit it',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#downwardapi-resourceFieldRef',
  kinds: POD_KINDS,
  keys: ['resourceFieldRef'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { path: at, item: { valueFrom } } of itemsOf(container.env, `${path}.env`)) {
        if (valueFrom?.resourceFieldRef !== undefined) yield* resourceFieldFindings(valueFrom.resourceFieldRef, `${at}.valueFrom.resourceFieldRef`, false);
      }
    }
  },
};
