import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { quotaScopeSelectorIsValid } from './quota-scope-selector-is-valid.ts';

const quota = (spec: object) => object('v1', 'ResourceQuota', 'compute', { spec });

describeRule(quotaScopeSelectorIsValid, {
  accepts: {
    'classes': quota({ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }, { scopeName: 'BestEffort', operator: 'Exists' }] } }),
  },
  rejects: {
    'a scope that is compared with nothing': [quota({ scopeSelector: { matchExpressions: [{ scopeName: 'BestEffort', operator: 'In', values: ['a'] }] } }), ['spec.scopeSelector.matchExpressions.operator']],
    'values': [quota({ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'NotIn' }, { scopeName: 'PriorityClass', operator: 'Exists', values: ['a'] }] } }), ['spec.scopeSelector.matchExpressions.values', 'spec.scopeSelector.matchExpressions.values']],
    'an operator': [quota({ scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'Is' }] } }), ['spec.scopeSelector.matchExpressions.operator']],
  },
});
