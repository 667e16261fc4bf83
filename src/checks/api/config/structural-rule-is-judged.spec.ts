import { describeRule } from '../../test-support/describe-rule.ts';
import { definitionOf, SPEC } from './structural-fixture.ts';
import { structuralRuleIsJudged } from './structural-rule-is-judged.ts';

const rule = (fields: object) => definitionOf({ type: 'object', properties: { name: { type: 'string' } }, 'x-kubernetes-validations': [{ rule: 'true', ...fields }] });

describeRule(structuralRuleIsJudged, {
  accepts: {
    'what is followed to the end': rule({ rule: 'self.name.size() > 1', messageExpression: '"not " + self.name' }),
    'what other rules refuse': rule({ rule: 'self.name', messageExpression: '1' }),
  },
  rejects: {
    'a value that may be there': [rule({ rule: 'self.?name.hasValue() ? optional.of(true).value() : optional.of(false).value()', messageExpression: 'self.?name.orValue("a")' }), [`${SPEC}.x-kubernetes-validations[0].rule`, `${SPEC}.x-kubernetes-validations[0].messageExpression`]],
  },
});
