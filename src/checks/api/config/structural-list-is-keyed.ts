import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { keyPath } from './key-path.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralNodesOf } from './structural-nodes.ts';

export const structuralListIsKeyed: Rule = {
  id: 'structural-list-is-keyed',
  severity: 'error',
  why: 'the API server refuses a schema by which it couldn\'t tell the entries of a list apart when it merges',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#custom-resources-and-server-side-apply',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      yield* sortFindings(node, 'x-kubernetes-map-type', 'object', ['atomic', 'granular']);
      yield* sortFindings(node, 'x-kubernetes-list-type', 'array', ['atomic', 'map', 'set']);
      const { schema } = node;
      if (schema['x-kubernetes-list-type'] === undefined && schema['x-kubernetes-list-map-keys'] === undefined) continue;
      const { path } = node;
      const sort = schema['x-kubernetes-list-type'];
      const keys = schema['x-kubernetes-list-map-keys'] ?? [];
      if (keys.length > 0 && sort === undefined) yield { ...required(`${path}.x-kubernetes-list-type`, 'must be map with x-kubernetes-list-map-keys'), fix: 'x-kubernetes-list-type: map' };
      else if (keys.length > 0 && sort !== 'map') yield invalid(`${path}.x-kubernetes-list-type`, sort, 'must be map with x-kubernetes-list-map-keys');
      const items = schema.items === undefined || Array.isArray(schema.items) ? undefined : (schema.items as JSONSchemaProps);
      if (sort === 'map' && keys.length === 0) yield { ...required(`${path}.x-kubernetes-list-map-keys`, 'must name the keys of a list that is a map'), fix: 'x-kubernetes-list-map-keys: [name]' };
      if (sort === 'map' && schema.items === undefined) yield required(`${path}.items`, 'must be there with x-kubernetes-list-type: map');
      if (items === undefined) continue;
      if ((sort === 'map' || sort === 'set') && items.nullable === true) yield forbidden(`${path}.items.nullable`, `can't be true with x-kubernetes-list-type: ${sort}`);
      if (sort === 'map') yield* keyFindings(items, keys, path);
      if (sort === 'set' && schema.type === 'array') yield* setItemFindings(items, path);
    }
  },
};

function* sortFindings(node: StructuralNode, keyword: 'x-kubernetes-map-type' | 'x-kubernetes-list-type', wanted: string, sorts: readonly string[]): Iterable<Finding> {
  const { type = '', [keyword]: sort } = node.schema;
  if (sort === undefined) return;
  if (type === '') yield required(`${node.path}.type`, `must be ${wanted} with ${keyword}`);
  else if (type !== wanted) yield invalid(`${node.path}.type`, type, `must be ${wanted} with ${keyword}`);
  if (!sorts.includes(sort)) yield notSupported(`${node.path}.${keyword}`, sort, sorts);
}

function* keyFindings({ type = '', properties = {}, required: always = [] }: JSONSchemaProps, keys: readonly string[], path: string): Iterable<Finding> {
  if (type !== 'object') {
    yield { ...invalid(`${path}.items.type`, type, 'must be object in a list that is a map'), fix: 'type: object' };
  }
  for (const [index, key] of keys.entries()) {
    const at = keyPath(`${path}.items.properties`, key);
    const field = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (type === 'object' && keys.indexOf(key) < index) yield invalid(`${path}.x-kubernetes-list-map-keys`, keys, 'must name each key once');
    if (type === 'object' && field === undefined) yield invalid(`${path}.x-kubernetes-list-map-keys`, keys, `${JSON.stringify(key)} is no property of the items`);
    if (field === undefined) continue;
    if (type === 'object' && (field.type === 'array' || field.type === 'object')) yield invalid(`${at}.type`, field.type, 'a key must be a plain value');
    if (!always.includes(key) && field.default === undefined) yield { ...required(`${at}.default`, 'a key must have a default, or be required'), fix: `required: [${key}]` };
    if (field.nullable === true) yield forbidden(`${at}.nullable`, 'a key can\'t be null');
  }
}

function* setItemFindings(items: JSONSchemaProps, path: string): Iterable<Finding> {
  const sort = items['x-kubernetes-list-type'];
  if (items.type === 'array' && sort !== undefined && sort !== 'atomic') yield invalid(`${path}.items.x-kubernetes-list-type`, sort, 'must be atomic in a set');
  if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') yield { ...invalid(`${path}.items.x-kubernetes-map-type`, items['x-kubernetes-map-type'], 'must be atomic in a set'), fix: 'x-kubernetes-map-type: atomic' };
}
