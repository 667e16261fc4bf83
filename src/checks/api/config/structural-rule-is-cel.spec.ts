import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, definitionOf, ROOT, SPEC } from './structural-fixture.ts';
import { structuralRuleIsCel } from './structural-rule-is-cel.ts';

const FIELDS = { replicas: { type: 'integer' }, name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } }, 'a-b': { type: 'string' }, namespace: { type: 'string' }, any: { 'x-kubernetes-int-or-string': true }, labels: { type: 'object', additionalProperties: { type: 'string' } }, kept: { 'x-kubernetes-preserve-unknown-fields': true } };
const rules = (...list: readonly (string | object)[]) => list.map((rule) => definitionOf({ type: 'object', properties: FIELDS, 'x-kubernetes-validations': [typeof rule === 'string' ? { rule } : rule] }));
const RULE = `${SPEC}.x-kubernetes-validations[0]`;
const times = (count: number, field = 'rule') => Array.from({ length: count }, () => `${RULE}.${field}`);
const BROKEN = ['self.replicas <=', 'self.replicas < 3)', '"a', 'self.in == 1'];
const UNDECLARED = ['foo.x', 'self.missing > 1', 'self.kept.x == 1', 'bogus(self)', 'self.tags.all(t, u == t)', 'self.metadata.name == "a"'];
const MISMATCHED = ['self.replicas == "3"', 'self.replicas', 'self.name.size()', '1 + 1', '"a" && true', 'self.any', 'self.replicas.startsWith("a")', 'self.name.all(c, true)', 'has(self)', 'self.name.matches("(")', 'duration("a") > duration("1s")', '[1, "a"].size() == 2', 'self.replicas > 1 ? "a" : true', 'self.tags.map(t, size(t)) == self.name'];

describeRule(structuralRuleIsCel, {
  accepts: {
    'rules': rules('self.replicas <= 3 && has(self.name)', 'self.tags.all(t, t.startsWith("a")) || self.labels.exists(k, k == self.labels[k])', 'self.a__dash__b == self.__namespace__', 'self.any == 1 || self.any == "1"', 'self.?name.orValue("a") == "b"', 'size(self.tags) < 5 ? true : self == oldSelf', 'cidr("10.0.0.0/8").containsIP("10.0.0.1")', '.self.replicas > 1.5', '"%s %d".format(["a", 1]) != ""'),
    'an expression for the message': rules({ rule: 'true', messageExpression: '"must be " + string(self.replicas)' }),
    'names at the root': definition({ 'x-kubernetes-validations': [{ rule: 'self.metadata.name.size() < 20 && self.kind == "Order"' }] }),
    'states of entries told apart by keys': definitionOf({ type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['name'], items: { type: 'object', required: ['name'], properties: { name: { type: 'string' } }, 'x-kubernetes-validations': [{ rule: 'self.name == oldSelf.name' }] } }),
  },
  rejects: {
    'broken syntax': [rules(...BROKEN), times(BROKEN.length)],
    'names that aren\'t there': [rules(...UNDECLARED), times(UNDECLARED.length)],
    'types that don\'t go together': [rules(...MISMATCHED), times(MISMATCHED.length)],
    'labels at the root': [definition({ 'x-kubernetes-validations': [{ rule: 'has(self.metadata.labels)' }] }), [`${ROOT}.x-kubernetes-validations[0].rule`]],
    'a message that is a number': [rules({ rule: 'true', messageExpression: 'self.replicas' }), times(1, 'messageExpression')],
    'an older state that can\'t be found': [definitionOf({ type: 'array', items: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] } }), [`${SPEC}.items.x-kubernetes-validations[0].rule`]],
    'an older state that nobody asks for': [rules({ rule: 'true', optionalOldSelf: true }), times(1, 'optionalOldSelf')],
    'a value of no type': [definitionOf({ 'x-kubernetes-preserve-unknown-fields': true, 'x-kubernetes-validations': [{ rule: 'true' }] }), [`${SPEC}.x-kubernetes-validations`]],
  },
});
