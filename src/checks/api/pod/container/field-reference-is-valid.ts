import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { ENV_FIELDS, objectFieldFindings } from '../../syntax/object-field-reference.ts';

export const fieldReferenceIsValid: Rule = {
  id: 'field-reference-is-valid',
  severity: 'error',
  why: 'the API server refuses a variable from a field of the pod that it gives to no container',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields',
  kinds: POD_KINDS,
  keys: ['fieldRef'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      for (const { path: at, item: { valueFrom } } of itemsOf(container.env, `${path}.env`)) {
        if (valueFrom?.fieldRef !== undefined) yield* objectFieldFindings(valueFrom.fieldRef, `${at}.valueFrom.fieldRef`, ENV_FIELDS);
      }
    }
  },
};
