import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, definitionOf, ROOT, SPEC } from './structural-fixture.ts';
import { structuralTypeIsSet } from './structural-type-is-set.ts';

describeRule(structuralTypeIsSet, {
  accepts: {
    'types': definitionOf({ type: 'object', properties: { a: { type: 'array', items: { type: 'integer' } }, b: { type: 'object', additionalProperties: { type: 'string' } } } }),
    'int-or-string, and anything': definitionOf({ type: 'object', properties: { a: { 'x-kubernetes-int-or-string': true }, b: { 'x-kubernetes-preserve-unknown-fields': true } } }),
    'none inside of anyOf': definitionOf({ type: 'object', properties: { a: { type: 'string' } }, anyOf: [{ properties: { a: { minLength: 1 } } }] }),
    'an object within': definitionOf({ type: 'object', 'x-kubernetes-embedded-resource': true, 'x-kubernetes-preserve-unknown-fields': true }),
  },
  rejects: {
    'no type of a field, of items, of values': [definitionOf({ type: 'object', properties: { a: {}, b: { type: 'array', items: {} }, c: { type: 'object', additionalProperties: { type: '' } } } }), ['properties["a"].type', 'properties["b"].items.type', 'properties["c"].additionalProperties.type'].map((at) => `${SPEC}.${at}`)],
    'no type at the root': [definition({ type: undefined }), [`${ROOT}.type`]],
    'a list at the root, that may be null': [definition({ type: 'array', items: { type: 'string' }, nullable: true }), [`${ROOT}.type`, `${ROOT}.nullable`]],
    'types that there are not': [definitionOf({ type: 'object', properties: { a: { type: 'float' }, b: { type: 'null' } } }), [`${SPEC}.properties["a"].type`, `${SPEC}.properties["b"].type`]],
    'a list of what': [definitionOf({ type: 'array' }), [`${SPEC}.items`]],
    'an object within that is none, and has no fields': [definitionOf({ type: 'string', 'x-kubernetes-embedded-resource': true }), [`${SPEC}.type`, `${SPEC}.properties`]],
    'int-or-string that is an object too': [definitionOf({ type: 'object', 'x-kubernetes-int-or-string': true, 'x-kubernetes-preserve-unknown-fields': true, 'x-kubernetes-embedded-resource': true }), [`${SPEC}.x-kubernetes-preserve-unknown-fields`, `${SPEC}.x-kubernetes-embedded-resource`]],
  },
});
