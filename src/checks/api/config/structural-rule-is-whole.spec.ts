import { describeRule } from '../../test-support/describe-rule.ts';
import { definitionOf, SPEC } from './structural-fixture.ts';
import { structuralRuleIsWhole } from './structural-rule-is-whole.ts';

const rule = (fields: object) => definitionOf({ type: 'object', properties: { 'a.b': { type: 'string' }, map: { type: 'object', additionalProperties: { type: 'string' } } }, 'x-kubernetes-validations': [{ rule: 'true', ...fields }] });
const RULE = `${SPEC}.x-kubernetes-validations[0]`;

describeRule(structuralRuleIsWhole, {
  accepts: {
    'a rule': rule({}),
    'lines with a message': rule({ rule: 'true &&\ntrue', message: 'must hold' }),
    'a reason and places': [rule({ reason: 'FieldValueRequired', fieldPath: '.map.any' }), rule({ fieldPath: "['a.b']" }), rule({ fieldPath: ".map['x']" })],
  },
  rejects: {
    'none': [[rule({ rule: ' ' }), rule({ rule: '' })], [`${RULE}.rule`, `${RULE}.rule`]],
    'lines without a message': [rule({ rule: 'true &&\ntrue' }), [`${RULE}.message`]],
    'blanks': [rule({ message: ' ', messageExpression: ' ' }), [`${RULE}.message`, `${RULE}.messageExpression`]],
    'a message of lines': [rule({ message: 'a\nb' }), [`${RULE}.message`]],
    'another reason': [rule({ reason: 'Because' }), [`${RULE}.reason`]],
    'places that are none': [[rule({ fieldPath: '.c' }), rule({ fieldPath: 'map' }), rule({ fieldPath: '.map[0]' }), rule({ fieldPath: '.a.b' })], [`${RULE}.fieldPath`, `${RULE}.fieldPath`, `${RULE}.fieldPath`, `${RULE}.fieldPath`]],
    'a blank place': [rule({ fieldPath: ' ' }), [`${RULE}.fieldPath`, `${RULE}.fieldPath`]],
  },
});
