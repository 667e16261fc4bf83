import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { forbidden, invalid } from '../field-error.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralNodesOf } from './structural-nodes.ts';

export const structuralMetadataIsPlain: Rule = {
  id: 'structural-metadata-is-plain',
  severity: 'error',
  why: 'metadata is the same in every resource: the API server refuses a schema that says more of it than what names may be',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema',
  kinds: DEFINITION_KINDS,
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      if (node.isNested) continue;
      if (node.parent?.isResource === true && node.key !== undefined) yield* fieldFindings(node, node.parent.level === 'root');
      yield* placeFindings(node);
    }
  },
};

function* fieldFindings({ key, path, schema }: StructuralNode, isRoot: boolean): Iterable<Finding> {
  const { type = '' } = schema;
  if ((key === 'kind' || key === 'apiVersion') && type !== 'string') yield invalid(`${path}.type`, type, 'must be string');
  if (key !== 'metadata') return;
  if (type !== 'object') yield invalid(`${path}.type`, type, 'must be object');
  if (isRoot && saysMore(schema)) yield forbidden(path, 'must not say anything but what name and generateName may be');
}

function saysMore({ properties = {}, type: _type, default: _default, ...more }: JSONSchemaProps): boolean {
  return Object.keys(properties).some((key) => key !== 'name' && key !== 'generateName') || Object.values(more).some((value) => value !== false && value !== '' && !(Array.isArray(value) && value.length === 0));
}

/** In the metadata of a resource no default may stand where no value is, and no other resource. */
function* placeFindings(node: StructuralNode): Iterable<Finding> {
  const { schema } = node;
  if (schema.default === undefined && schema['x-kubernetes-embedded-resource'] !== true) return;
  const part = metaPartOf(node);
  if (part === undefined) return;
  if (schema['x-kubernetes-embedded-resource'] === true) yield forbidden(`${node.path}.x-kubernetes-embedded-resource`, 'must not be used inside of metadata');
  if (schema.default === undefined) return;
  if (part.isRoot) yield forbidden(`${node.path}.default`, `must not be set in ${part.key} at the root`);
  else if (part.isInMap) yield forbidden(`${node.path}.default`, 'must not be set in additionalProperties of metadata');
}

function metaPartOf(node: StructuralNode): { readonly key: string; readonly isRoot: boolean; readonly isInMap: boolean } | undefined {
  let isInMap = false;
  for (let at: StructuralNode | undefined = node; at?.parent !== undefined; at = at.parent) {
    if (at.parent.isResource && at.key !== undefined && META.has(at.key)) return { key: at.key, isRoot: at.parent.level === 'root', isInMap };
    isInMap ||= at.step === 'additionalProperties';
  }
  return undefined;
}

const META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
