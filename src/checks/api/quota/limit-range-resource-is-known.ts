import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { keyPath } from '../config/key-path.ts';
import { forbidden } from '../field-error.ts';
import { amountsOf, LIMIT_MAPS, LIMIT_RANGE, limitsOf } from './limits-of.ts';
import { containerResourceNameErrors, resourceNameErrors } from './resource-name.ts';

export const limitRangeResourceIsKnown: Rule = {
  id: 'limit-range-resource-is-known',
  severity: 'error',
  why: 'the API server refuses limits of a resource that it doesn\'t know, and defaults for whole pods',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/limit-range-v1/#LimitRangeSpec',
  kinds: LIMIT_RANGE,
  keys: ['limits'],
  *check(subject) {
    for (const { path, item } of limitsOf(subject)) {
      const isPod = item.type === 'Pod';
      if (isPod) {
        for (const key of ['default', 'defaultRequest'] as const) {
          if (Object.keys(item[key] ?? {}).length > 0) yield forbidden(`${path}.${key}`, 'a limit of type Pod has no defaults');
        }
      }
      const errorsOf = isPod || item.type === 'Container' ? containerResourceNameErrors : resourceNameErrors;
      const amounts = amountsOf(item);
      for (const map of LIMIT_MAPS) {
        for (const name of amounts[map].keys()) yield* eachInvalid(keyPath(`${path}.${map}`, name), name, errorsOf(name));
      }
    }
  },
};
