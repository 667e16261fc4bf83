import { describeRule } from '../../test-support/describe-rule.ts';
import { job } from '../../test-support/manifests.ts';
import { successRuleIsValid } from './success-rule-is-valid.ts';

const ruled = (...rules: readonly object[]) => job('a', { completionMode: 'Indexed', completions: 10, successPolicy: { rules } });
const AT = 'spec.successPolicy.rules';

describeRule(successRuleIsValid, {
  accepts: {
    'indexes, and some of them': ruled({ succeededIndexes: '0,2-4', succeededCount: 4 }, { succeededCount: 10 }, { succeededIndexes: '' }),
    'a Job without completions, which another rule refuses': job('a', { completionMode: 'Indexed', parallelism: 2, successPolicy: { rules: [{ succeededCount: 1, succeededIndexes: 'x' }] } }),
  },
  rejects: {
    'no rules': [ruled(), [AT]],
    'too many rules': [ruled(...Array.from({ length: 21 }, () => ({ succeededCount: 1 }))), [AT]],
    'an empty rule': [ruled({ succeededCount: 1 }, {}), [`${AT}[1]`]],
    'more than there are': [ruled({ succeededCount: 11 }), [`${AT}[0].succeededCount`]],
    'more than are named': [ruled({ succeededIndexes: '1-2', succeededCount: 3 }), [`${AT}[0].succeededCount`]],
    'less than none': [ruled({ succeededCount: -1 }), [`${AT}[0].succeededCount`]],
    'an index there is not': [ruled({ succeededIndexes: '8-10' }), [`${AT}[0].succeededIndexes`]],
    'too long, and no indexes': [ruled({ succeededIndexes: 'x'.repeat(64 * 1024 + 1) }), [`${AT}[0].succeededIndexes`, `${AT}[0].succeededIndexes`]],
  },
});
