import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, definitionOf, ROOT, SPEC } from './structural-fixture.ts';
import { structuralJunctorOnlyRestricts } from './structural-junctor-only-restricts.ts';

const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }];
const FIELDS = { spec: { type: 'object', properties: { list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } } } } };

describeRule(structuralJunctorOnlyRestricts, {
  accepts: {
    'restrictions': definition({ properties: FIELDS, oneOf: [{ required: ['spec'] }, { properties: { spec: { properties: { list: { items: { properties: { a: { minLength: 1 } } } } } } } }], not: { maxProperties: 0 } }),
    'int-or-string, spelt out': definitionOf({ 'x-kubernetes-int-or-string': true, anyOf: INT_OR_STRING }),
    'int-or-string, spelt out with more': definitionOf({ 'x-kubernetes-int-or-string': true, allOf: [{ anyOf: INT_OR_STRING }, { minLength: 1 }] }),
    'what the API server doesn\'t look for, below the root': definitionOf({ type: 'object', anyOf: [{ properties: { a: { minLength: 1 } } }] }),
  },
  rejects: {
    'types': [definitionOf({ type: 'string', anyOf: [{ type: 'string' }, { type: 'integer' }], not: { type: 'string' } }), [`${SPEC}.anyOf[0].type`, `${SPEC}.anyOf[1].type`, `${SPEC}.not.type`]],
    'int-or-string, spelt out in the second allOf': [definitionOf({ 'x-kubernetes-int-or-string': true, allOf: [{}, { anyOf: INT_OR_STRING }] }), [`${SPEC}.allOf[1].anyOf[0].type`, `${SPEC}.allOf[1].anyOf[1].type`]],
    'what a field is': [definitionOf({ type: 'object', allOf: [{ title: 'a', description: 'b', nullable: true, default: {}, additionalProperties: true, 'x-kubernetes-map-type': 'atomic', 'x-kubernetes-validations': [{ rule: 'true' }] }] }), ['title', 'description', 'nullable', 'default', 'additionalProperties', 'x-kubernetes-map-type', 'x-kubernetes-validations'].map((key) => `${SPEC}.allOf[0].${key}`)],
    'metadata': [definition({ oneOf: [{ properties: { metadata: { maxProperties: 1 } } }], properties: { metadata: { type: 'object' } } }), [`${ROOT}.oneOf[0].properties["metadata"]`]],
    'fields and items that aren\'t there': [definition({ properties: FIELDS, allOf: [{ properties: { spec: { properties: { other: { minLength: 1 } }, items: { minLength: 1 } } } }] }), [`${SPEC}.properties["other"]`, `${SPEC}.items`]],
  },
});
