import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, definitionOf, ROOT, SPEC } from './structural-fixture.ts';
import { structuralSchemaIsReadable } from './structural-schema-is-readable.ts';

describeRule(structuralSchemaIsReadable, {
  accepts: {
    'a list of schemas, which other rules refuse': definitionOf({ type: 'array', items: [{ type: 'string' }] }),
    'keywords of everybody\'s own in items, which are dropped': definitionOf({ type: 'array', items: { type: 'string', colour: 'red' } }),
    'nulls': definitionOf({ type: 'array', items: { type: 'string', pattern: null } }),
  },
  rejects: {
    'a type that is a number, below items': [definitionOf({ type: 'array', items: { type: 5 } }), [`${SPEC}.items.type`]],
    'values that are a text': [definitionOf({ type: 'object', additionalProperties: 'string' }), [`${SPEC}.additionalProperties`]],
    'counts, lists, maps and rules': [definition({ properties: { a: { type: 'array', items: { maxLength: 1.5, required: [1], properties: [], allOf: {}, 'x-kubernetes-validations': [{ rule: 1 }] } } } }), ['maxLength', 'required', 'properties', 'allOf', 'x-kubernetes-validations'].map((key) => `${ROOT}.properties["a"].items.${key}`)],
  },
});
