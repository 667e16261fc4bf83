import { type CustomResourceDefinitionVersion, type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { duplicate, invalid, required, tooMany } from '../field-error.ts';
import { itemsOf } from './items-of.ts';
import { DEFINITION_KINDS, structuralTreesOf } from './structural-nodes.ts';

export const customResourceFieldIsSelectable: Rule = {
  id: 'custom-resource-field-is-selectable',
  severity: 'error',
  why: 'the API server refuses to select by a field that the schema doesn\'t have, or that is no plain value',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#crd-selectable-fields',
  since: 30,
  kinds: DEFINITION_KINDS,
  keys: ['selectableFields'],
  *check(subject) {
    for (const { version, root } of structuralTreesOf(subject)) yield* selectableFindings(version, root.schema, root.path.replace(/\.schema\.openAPIV3Schema$/, '.selectableFields'));
  },
};

function* selectableFindings({ selectableFields }: Partial<CustomResourceDefinitionVersion>, schema: JSONSchemaProps, path: string): Iterable<Finding> {
  const seen = new Set<string>();
  for (const { path: at, item: { jsonPath = '' } } of itemsOf(selectableFields, path)) {
    if (jsonPath === '') {
      yield required(`${at}.jsonPath`, 'must lead to a field, such as .spec.colour');
      continue;
    }
    const found = fieldAt(schema, jsonPath);
    if (found === undefined) {
      yield invalid(`${at}.jsonPath`, jsonPath, 'must lead to a field of the schema, by names after dots');
      continue;
    }
    if (jsonPath.startsWith('.metadata.') || jsonPath === '.metadata') yield invalid(`${at}.jsonPath`, jsonPath, 'must not lead to metadata');
    if (!PLAIN.has(found.type ?? '')) yield invalid(`${at}.jsonPath`, jsonPath, 'must lead to a string, boolean or integer');
    if (seen.has(jsonPath)) yield duplicate(`${at}.jsonPath`, jsonPath);
    seen.add(jsonPath);
  }
  if (seen.size > MOST) yield tooMany(path, seen.size, MOST);
}

const PLAIN: ReadonlySet<string> = new Set(['string', 'boolean', 'integer']);
const MOST = 8;

function fieldAt(schema: JSONSchemaProps, jsonPath: string): JSONSchemaProps | undefined {
  if (!jsonPath.startsWith('.')) return undefined;
  let at: JSONSchemaProps | undefined = schema;
  for (const name of jsonPath.slice(1).split('.')) {
    const properties: NonNullable<JSONSchemaProps['properties']> = at.properties ?? {};
    const values: JSONSchemaProps['additionalProperties'] = at.additionalProperties;
    if (Object.hasOwn(properties, name)) at = properties[name];
    else at = Object.keys(properties).length === 0 && typeof values === 'object' ? values : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}
