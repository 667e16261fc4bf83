import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, definitionOf, ROOT, SPEC } from './structural-fixture.ts';
import { structuralKeywordIsSupported } from './structural-keyword-is-supported.ts';

describeRule(structuralKeywordIsSupported, {
  accepts: {
    'a map, and an object': definitionOf({ type: 'object', properties: { a: { type: 'object', additionalProperties: { type: 'string' } } } }),
    'an object that takes more': definitionOf({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: true }),
    'an object without fields that takes none': definitionOf({ type: 'object', additionalProperties: false }),
    'what says nothing': definitionOf({ type: 'object', uniqueItems: false, id: '', definitions: {} }),
  },
  rejects: {
    'keywords of JSON Schema': [definitionOf({ type: 'object', $ref: '#/a', $schema: 'b', id: 'c', additionalItems: true, definitions: { a: {} }, dependencies: { a: ['b'] }, patternProperties: { a: {} }, uniqueItems: true }), ['$ref', '$schema', 'id', 'additionalItems', 'definitions', 'dependencies', 'patternProperties', 'uniqueItems'].map((key) => `${SPEC}.${key}`)],
    'several schemas of items': [definitionOf({ type: 'array', items: [{ type: 'string' }] }), [`${SPEC}.items`]],
    'a map with fields': [definitionOf({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: { type: 'string' } }), [`${SPEC}.additionalProperties`]],
    'fields and no more': [definitionOf({ type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }), [`${SPEC}.additionalProperties`]],
    'a map at the root': [definition({ additionalProperties: { type: 'string' } }), [`${ROOT}.additionalProperties`]],
    'a map that is a resource': [definitionOf({ type: 'object', additionalProperties: true, 'x-kubernetes-embedded-resource': true }), [`${SPEC}.additionalProperties`]],
    'unknown fields that are not kept': [definitionOf({ type: 'object', 'x-kubernetes-preserve-unknown-fields': false }), [`${SPEC}.x-kubernetes-preserve-unknown-fields`]],
  },
});
