import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { duplicate, required } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { LIMIT_RANGE, limitsOf } from './limits-of.ts';

export const limitRangeTypeIsValid: Rule = {
  id: 'limit-range-type-is-valid',
  severity: 'error',
  why: 'the API server refuses limits of a sort of object that it doesn\'t know or has seen, and of claims without a size',
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/',
  kinds: LIMIT_RANGE,
  keys: ['limits'],
  *check(subject) {
    const seen = new Set<string>();
    for (const { path, item } of limitsOf(subject)) {
      const type = item.type ?? '';
      const errors = qualifiedNameErrors(type);
      yield* eachInvalid(`${path}.type`, type, errors.length > 0 || type.includes('/') || TYPES.includes(type) ? errors : ['must be Container, Pod or PersistentVolumeClaim, or have a domain in front']);
      if (seen.has(type)) yield duplicate(`${path}.type`, type);
      seen.add(type);
      if (type === 'PersistentVolumeClaim' && !Object.hasOwn(item.min ?? {}, 'storage') && !Object.hasOwn(item.max ?? {}, 'storage')) {
        // The API server's own name for both.
        yield { ...required(`${path}.limits`, 'either min or max of storage is required'), fix: 'max: { storage: 10Gi }' };
      }
    }
  },
};

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];
