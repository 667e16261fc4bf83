import { describeRule } from '../../test-support/describe-rule.ts';
import { definitionOf, SPEC } from './structural-fixture.ts';
import { structuralListIsKeyed } from './structural-list-is-keyed.ts';

const list = (sort: string, items: object, more: object = {}) => definitionOf({ type: 'array', 'x-kubernetes-list-type': sort, items, ...more });
const KEYED = { 'x-kubernetes-list-map-keys': ['name'] };
const NAMED = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

describeRule(structuralListIsKeyed, {
  accepts: {
    'a map by a key that is required': list('map', NAMED, KEYED),
    'a map by a key that has a default': list('map', { type: 'object', properties: { name: { type: 'string', default: 'a' } } }, KEYED),
    'a set of texts, and of whole objects': [list('set', { type: 'string' }), list('set', { type: 'object', 'x-kubernetes-map-type': 'atomic' })],
    'a list as a whole': list('atomic', { type: 'object' }),
  },
  rejects: {
    'a key that may be missing, or null': [list('map', { type: 'object', properties: { name: { type: 'string', nullable: true } } }, KEYED), [`${SPEC}.items.properties["name"].default`, `${SPEC}.items.properties["name"].nullable`]],
    'a key that isn\'t there, and one twice': [list('map', NAMED, { 'x-kubernetes-list-map-keys': ['name', 'name', 'id'] }), [`${SPEC}.x-kubernetes-list-map-keys`, `${SPEC}.x-kubernetes-list-map-keys`]],
    'a key that is an object': [list('map', { ...NAMED, properties: { name: { type: 'object' } } }, KEYED), [`${SPEC}.items.properties["name"].type`]],
    'no keys': [list('map', NAMED), [`${SPEC}.x-kubernetes-list-map-keys`]],
    'no items': [definitionOf({ type: 'array', 'x-kubernetes-list-type': 'map', ...KEYED }), [`${SPEC}.items`]],
    'items that are texts': [list('map', { type: 'string' }, KEYED), [`${SPEC}.items.type`]],
    'items that may be null': [list('map', { ...NAMED, nullable: true }, KEYED), [`${SPEC}.items.nullable`]],
    'keys of no map': [[definitionOf({ type: 'array', items: NAMED, ...KEYED }), list('atomic', NAMED, KEYED)], [`${SPEC}.x-kubernetes-list-type`, `${SPEC}.x-kubernetes-list-type`]],
    'sorts that there are not': [definitionOf({ type: 'object', properties: { a: { type: 'array', items: NAMED, 'x-kubernetes-list-type': 'bag' }, b: { type: 'object', 'x-kubernetes-map-type': 'deep' } } }), [`${SPEC}.properties["a"].x-kubernetes-list-type`, `${SPEC}.properties["b"].x-kubernetes-map-type`]],
    'a sort of what it is not': [definitionOf({ type: 'object', properties: { a: { type: 'string', 'x-kubernetes-list-type': 'set' }, b: { 'x-kubernetes-map-type': 'atomic' } } }), [`${SPEC}.properties["a"].type`, `${SPEC}.properties["b"].type`]],
    'sets of what merges': [[list('set', { type: 'object' }), list('set', { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' })], [`${SPEC}.items.x-kubernetes-map-type`, `${SPEC}.items.x-kubernetes-list-type`]],
  },
});
