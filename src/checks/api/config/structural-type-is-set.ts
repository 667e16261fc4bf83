import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid, notSupported, required } from '../field-error.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralNodesOf } from './structural-nodes.ts';

export const structuralTypeIsSet: Rule = {
  id: 'structural-type-is-set',
  severity: 'error',
  why: 'the API server refuses a schema that doesn\'t say what type each field is: it could neither prune nor default it',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      const { type = '' } = node.schema;
      if (type !== '' && !TYPES.includes(type)) yield notSupported(`${node.path}.type`, type, TYPES);
      if (!node.isNested) yield* structureFindings(node);
    }
  },
};

function* structureFindings(node: StructuralNode): Iterable<Finding> {
  const { schema, level } = node;
  const { type = '' } = schema;
  const [isEmbedded, isIntOrString, keepsUnknown] = [schema['x-kubernetes-embedded-resource'] === true, schema['x-kubernetes-int-or-string'] === true, schema['x-kubernetes-preserve-unknown-fields'] === true];
  if (isEmbedded && type !== 'object') yield type === '' ? required(`${node.path}.type`, 'must be object with x-kubernetes-embedded-resource') : invalid(`${node.path}.type`, type, 'must be object with x-kubernetes-embedded-resource');
  else if (type === '' && !isIntOrString && !keepsUnknown) yield { ...required(`${node.path}.type`, MISSING[level]), ...(level === 'root' || schema.properties ? { fix: 'type: object' } : {}) };
  if (level === 'root' && type !== '' && type !== 'object') yield { ...invalid(`${node.path}.type`, type, 'must be object at the root'), fix: 'type: object' };
  if (type === 'array' && (schema.items === undefined || Array.isArray(schema.items))) yield { ...required(`${node.path}.items`, 'say what a list holds'), fix: 'items: { type: string }' };
  if (isIntOrString && keepsUnknown) yield invalid(`${node.path}.x-kubernetes-preserve-unknown-fields`, true, 'must be false with x-kubernetes-int-or-string');
  if (isIntOrString && isEmbedded) yield invalid(`${node.path}.x-kubernetes-embedded-resource`, true, 'must be false with x-kubernetes-int-or-string');
  if (isEmbedded && !keepsUnknown && Object.keys(schema.properties ?? {}).length === 0) yield required(`${node.path}.properties`, 'must have one with x-kubernetes-embedded-resource and without x-kubernetes-preserve-unknown-fields');
  if (level === 'root' && schema.nullable === true) yield forbidden(`${node.path}.nullable`, 'can\'t be true at the root');
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const MISSING = { root: 'must be set at the root', item: 'must be set for the items of a list', field: 'must be set for a field' } as const;
