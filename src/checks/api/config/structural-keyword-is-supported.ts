import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid } from '../field-error.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralNodesOf } from './structural-nodes.ts';

export const structuralKeywordIsSupported: Rule = {
  id: 'structural-keyword-is-supported',
  severity: 'error',
  why: 'the API server refuses keywords of JSON Schema that it doesn\'t enforce, or that contradict how it drops unknown fields',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      yield* absentFindings(node);
      yield* valuesFindings(node);
    }
  },
};

function* absentFindings(node: StructuralNode): Iterable<Finding> {
  const { schema } = node;
  for (const [keyword, isSet] of Object.entries(UNSUPPORTED)) if (isSet(schema)) yield forbidden(`${node.path}.${keyword}`, `${keyword} is not supported`);
  if (schema.uniqueItems === true) yield { ...forbidden(`${node.path}.uniqueItems`, 'can\'t be true: looking at it would cost the square of the length'), fix: 'x-kubernetes-list-type: set' };
  if (Array.isArray(schema.items) && schema.items.length > 0) yield forbidden(`${node.path}.items`, 'must be one schema, not a list of them');
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) yield invalid(`${node.path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true, or left out');
}

/** additionalProperties is for maps, properties for objects: one place is either. */
function* valuesFindings(node: StructuralNode): Iterable<Finding> {
  const { schema, level, isNested } = node;
  const { additionalProperties: values } = schema;
  if (values === undefined) return;
  const at = `${node.path}.additionalProperties`;
  if (values !== true && Object.keys(schema.properties ?? {}).length > 0) yield forbidden(at, 'additionalProperties and properties exclude each other');
  if (isNested) return;
  if (level === 'root') yield forbidden(at, 'must not be used at the root');
  if (schema['x-kubernetes-embedded-resource'] === true) yield forbidden(at, 'must not be used with x-kubernetes-embedded-resource');
}

const UNSUPPORTED: Readonly<Record<string, (schema: JSONSchemaProps) => boolean>> = {
  $ref: ({ $ref }) => $ref !== undefined,
  $schema: ({ $schema = '' }) => $schema !== '',
  id: ({ id = '' }) => id !== '',
  additionalItems: ({ additionalItems }) => additionalItems !== undefined,
  definitions: ({ definitions }) => Object.keys(definitions ?? {}).length > 0,
  dependencies: ({ dependencies }) => dependencies !== undefined,
  patternProperties: ({ patternProperties }) => Object.keys(patternProperties ?? {}).length > 0,
};
