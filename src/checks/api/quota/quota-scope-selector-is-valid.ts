import { type ResourceQuotaSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, required } from '../field-error.ts';

export const quotaScopeSelectorIsValid: Rule = {
  id: 'quota-scope-selector-is-valid',
  severity: 'error',
  why: 'the API server refuses a selector of scopes that compares what can\'t be compared',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/#quota-scopes',
  kinds: ['/ResourceQuota'],
  keys: ['scopeSelector'],
  *check(subject) {
    // The API server leaves the place in the list out of these paths.
    const path = 'spec.scopeSelector.matchExpressions';
    for (const { item } of itemsOf(specOf<ResourceQuotaSpec>(subject).scopeSelector?.matchExpressions, path)) {
      const operator: string = item.operator ?? '';
      const scope: string = item.scopeName ?? '';
      const values = item.values ?? [];
      if (ONLY_EXISTS.includes(scope) && operator !== 'Exists') yield { ...invalid(`${path}.operator`, operator, `must be Exists for the scope ${scope}`), fix: 'operator: Exists' };
      if (operator === 'In' || operator === 'NotIn') {
        if (values.length === 0) yield required(`${path}.values`, 'operator In or NotIn wants one or more');
      } else if (operator === 'Exists' || operator === 'DoesNotExist') {
        if (values.length > 0) yield invalid(`${path}.values`, values, 'operator Exists or DoesNotExist has none');
      } else {
        yield invalid(`${path}.operator`, operator, 'must be In, NotIn, Exists or DoesNotExist');
      }
    }
  },
};

const ONLY_EXISTS = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
