import { type ResourceQuotaSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { isNegative, milliOf } from '../config/amount-of.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { entriesOf } from '../config/items-of.ts';
import { keyPath } from '../config/key-path.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid } from '../field-error.ts';
import { isWholeResource, quotaResourceNameErrors } from './resource-name.ts';

export const quotaAmountIsValid: Rule = {
  id: 'quota-amount-is-valid',
  severity: 'error',
  why: 'the API server refuses a quota of what it can\'t count, of less than nothing, or of parts of what there are only whole ones of',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#compute-resource-quota',
  kinds: ['/ResourceQuota'],
  keys: ['hard'],
  *check(subject) {
    for (const [name, quantity] of entriesOf(specOf<ResourceQuotaSpec>(subject).hard)) {
      const path = keyPath('spec.hard', name);
      const amount = quantity ?? 0;
      yield* eachInvalid(path, name, quotaResourceNameErrors(name));
      if (isNegative(amount)) yield invalid(path, amount, 'must be greater than or equal to 0');
      if (isWholeResource(name) && milliOf(amount) % 1000n !== 0n) yield invalid(path, amount, 'must be an integer');
    }
  },
};
