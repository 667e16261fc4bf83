import { describeRule } from '../../test-support/describe-rule.ts';
import { definition, definitionOf, ROOT, SPEC } from './structural-fixture.ts';
import { structuralMetadataIsPlain } from './structural-metadata-is-plain.ts';

const metadata = (fields: object) => definition({ properties: { metadata: { type: 'object', ...fields } } });
const META = `${ROOT}.properties["metadata"]`;

describeRule(structuralMetadataIsPlain, {
  accepts: {
    'metadata': metadata({}),
    'what names may be': metadata({ properties: { name: { type: 'string', maxLength: 20 }, generateName: { type: 'string' } } }),
    'kind and version': definition({ properties: { kind: { type: 'string' }, apiVersion: { type: 'string' } } }),
    'metadata of a resource within': definitionOf({ type: 'object', 'x-kubernetes-embedded-resource': true, properties: { metadata: { type: 'object', properties: { labels: { type: 'object', additionalProperties: { type: 'string' } } } } } }),
    'a field of that name elsewhere': definitionOf({ type: 'object', properties: { metadata: { type: 'string' }, kind: { type: 'integer', default: 1 } } }),
  },
  rejects: {
    'labels': [metadata({ properties: { labels: { type: 'object' } } }), [META]],
    'more of the names': [metadata({ required: ['name'], properties: { name: { type: 'string' } } }), [META]],
    'a description': [metadata({ description: 'of the order' }), [META]],
    'types': [definition({ properties: { kind: { type: 'integer' }, apiVersion: {}, metadata: { type: 'string' } } }), [`${ROOT}.properties["kind"].type`, `${ROOT}.properties["apiVersion"].type`, `${META}.type`]],
    'defaults at the root': [definition({ properties: { kind: { type: 'string', default: 'Order' }, metadata: { type: 'object', properties: { name: { type: 'string', default: 'a' } } } } }), [`${ROOT}.properties["kind"].default`, `${META}.properties["name"].default`]],
    'a default in labels, and a resource in metadata': [definitionOf({ type: 'object', 'x-kubernetes-embedded-resource': true, properties: { metadata: { type: 'object', properties: { labels: { type: 'object', additionalProperties: { type: 'string', default: 'a' } }, b: { type: 'object', 'x-kubernetes-embedded-resource': true } } } } }), [`${SPEC}.properties["metadata"].properties["labels"].additionalProperties.default`, `${SPEC}.properties["metadata"].properties["b"].x-kubernetes-embedded-resource`]],
  },
});
