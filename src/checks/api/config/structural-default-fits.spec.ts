import { describeRule } from '../../test-support/describe-rule.ts';
import { definitionOf, SPEC } from './structural-fixture.ts';
import { structuralDefaultFits } from './structural-default-fits.ts';

describeRule(structuralDefaultFits, {
  accepts: {
    'values that fit': definitionOf({ type: 'object', default: {}, properties: { a: { type: 'string', default: 'x', enum: ['x'] }, b: { 'x-kubernetes-int-or-string': true, default: '5%' }, c: { type: 'array', items: { type: 'integer' }, default: [1] } } }),
    'a rule that holds': definitionOf({ type: 'integer', default: 3, 'x-kubernetes-validations': [{ rule: 'self > 2' }] }),
    'what isn\'t looked at in a map': definitionOf({ type: 'object', additionalProperties: { type: 'string', default: 5 } }),
  },
  rejects: {
    'another type': [definitionOf({ type: 'integer', default: 'three' }), [`${SPEC}.default`]],
    'none of those allowed, too long, of another form': [definitionOf({ type: 'object', properties: { a: { type: 'string', enum: ['x'], default: 'y' }, b: { type: 'string', maxLength: 1, default: 'ab' }, c: { type: 'string', pattern: '^a$', default: 'b' } } }), ['a', 'b', 'c'].map((key) => `${SPEC}.properties["${key}"].default`)],
    'an object without what it must have, and with what it can\'t': [definitionOf({ type: 'object', default: { b: 1 }, required: ['a'], properties: { a: { type: 'string' } } }), [`${SPEC}.default`, `${SPEC}.default.a`]],
    'an item': [definitionOf({ type: 'array', items: { type: 'integer' }, default: [1, 'two'] }), [`${SPEC}.default[1]`]],
    'a rule that doesn\'t hold': [definitionOf({ type: 'integer', default: 1, 'x-kubernetes-validations': [{ rule: 'self > 2' }] }), [`${SPEC}.default`]],
  },
});
