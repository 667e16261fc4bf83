import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, required } from '../field-error.ts';
import { keyPath } from './key-path.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralNodesOf } from './structural-nodes.ts';

export const structuralJunctorOnlyRestricts: Rule = {
  id: 'structural-junctor-only-restricts',
  severity: 'error',
  why: 'the API server refuses a schema that says in allOf, anyOf, oneOf or not what a field is, and not only which values it takes',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      if (!node.isNested) continue;
      if (!spellsIntOrString(node)) yield* sayingFindings(node);
      yield* knownOutsideFindings(node);
    }
  },
};

function* sayingFindings(node: StructuralNode): Iterable<Finding> {
  const { schema } = node;
  for (const [keyword, isSet] of SAYING) if (isSet(schema)) yield forbidden(`${node.path}.${keyword}`, 'must stand outside of allOf, anyOf, oneOf and not');
  if (Object.hasOwn(schema.properties ?? {}, 'metadata')) yield forbidden(keyPath(`${node.path}.properties`, 'metadata'), 'must not be specified in allOf, anyOf, oneOf and not');
}

const text = (key: 'type' | 'title' | 'description') => [key, (schema: JSONSchemaProps) => (schema[key] ?? '') !== ''] as const;
const flag = (key: 'nullable' | 'x-kubernetes-preserve-unknown-fields' | 'x-kubernetes-embedded-resource' | 'x-kubernetes-int-or-string') => [key, (schema: JSONSchemaProps) => schema[key] === true] as const;
const list = (key: 'x-kubernetes-list-map-keys' | 'x-kubernetes-validations') => [key, (schema: JSONSchemaProps) => (schema[key] ?? []).length > 0] as const;
const SAYING: readonly (readonly [string, (schema: JSONSchemaProps) => boolean])[] = [
  text('type'), text('title'), text('description'), flag('nullable'),
  ['default', (schema) => schema.default !== undefined],
  ['additionalProperties', ({ additionalProperties: values }) => values !== undefined && values !== false],
  flag('x-kubernetes-preserve-unknown-fields'), flag('x-kubernetes-embedded-resource'), flag('x-kubernetes-int-or-string'),
  list('x-kubernetes-list-map-keys'),
  ['x-kubernetes-list-type', (schema) => schema['x-kubernetes-list-type'] !== undefined],
  ['x-kubernetes-map-type', (schema) => schema['x-kubernetes-map-type'] !== undefined],
  list('x-kubernetes-validations'),
];

/** anyOf of an integer and a string, at the place itself or first in its allOf, spells int-or-string and is allowed. */
function spellsIntOrString({ schema, step, parent }: StructuralNode): boolean {
  if (parent === undefined || !step.startsWith('anyOf[') || !isPair(parent.schema.anyOf ?? []) || schema.type === undefined) return false;
  return !parent.isNested || (parent.step === 'allOf[0]' && parent.parent?.isNested === false);
}

function isPair([first, second, ...more]: readonly JSONSchemaProps[]): boolean {
  const isOnly = (schema: JSONSchemaProps | undefined, type: string): boolean => schema?.type === type && Object.entries(schema).every(([key, value]) => key === 'type' || value === false);
  return more.length === 0 && isOnly(first, 'integer') && isOnly(second, 'string');
}

/** What is restricted inside must be there outside. */
function* knownOutsideFindings(node: StructuralNode): Iterable<Finding> {
  const { step, key, parent } = node;
  if (parent?.isNested !== true || (step !== 'items' && key === undefined)) return;
  const outside = counterpartOf(parent);
  if (outside === undefined) return;
  const at = key === undefined ? `${outside.path}.items` : keyPath(`${outside.path}.properties`, key);
  if (below(outside.schema, node) === undefined) yield required(at, `it is restricted in ${node.path}`);
}

/** The place outside that a place inside restricts; undefined where it is missing itself. */
function counterpartOf(node: StructuralNode): { readonly schema: JSONSchemaProps; readonly path: string } | undefined {
  // The API server looks only at what stands in the junctors of the root.
  if (!node.isNested) return node.level === 'root' ? node : undefined;
  const outside = node.parent === undefined ? undefined : counterpartOf(node.parent);
  if (outside === undefined || node.step === 'additionalProperties') return undefined;
  if (node.step !== 'items' && node.key === undefined) return outside;
  const schema = below(outside.schema, node);
  return schema === undefined ? undefined : { schema, path: node.key === undefined ? `${outside.path}.items` : keyPath(`${outside.path}.properties`, node.key) };
}

function below({ properties = {}, items }: JSONSchemaProps, { key }: StructuralNode): JSONSchemaProps | undefined {
  if (key !== undefined) return Object.hasOwn(properties, key) ? properties[key] : undefined;
  return items === undefined || Array.isArray(items) ? undefined : (items as JSONSchemaProps);
}
