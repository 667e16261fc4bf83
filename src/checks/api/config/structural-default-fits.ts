import { type PublishedSchema, rawOf } from '../../../api/schema/published-schema.ts';
import { nodeOf, type SchemaNode } from '../../../api/schema/schema-node.ts';
import { holdRules } from '../../schema/cel-rule-holds.ts';
import { holdBySchema } from '../../schema/held-by-schema.ts';
import { Place } from '../../schema/place.ts';
import { fieldIsKnown } from '../../schema/field-is-known.ts';
import { findUnknownFields } from '../../schema/unknown-fields.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralTreesOf, type StructuralTree } from './structural-nodes.ts';

export const structuralDefaultFits: Rule = {
  id: 'structural-default-fits',
  severity: 'error',
  why: 'the API server refuses a schema with a default that the schema itself doesn\'t allow',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting',
  kinds: DEFINITION_KINDS,
  keys: ['default'],
  *check(subject) {
    for (const tree of structuralTreesOf(subject)) if (isWhole(tree)) yield* defaultFindings(tree, subject.set.minor);
  },
};

/** A schema that refers elsewhere, or can't be read, tells nothing about defaults; other rules refuse it. */
function isWhole({ misread, nodes }: StructuralTree): boolean {
  return misread.length === 0 && nodes.every(({ schema }) => schema.$ref === undefined && !Array.isArray(schema.items));
}

function* defaultFindings({ nodes }: StructuralTree, minor: number): Iterable<Finding> {
  const unread = new Set(nodes.filter(restrictsAnother).flatMap((node) => [...aboveOf(node)]));
  for (const node of nodes) {
    const { schema } = node;
    if (node.isNested || schema.default === undefined || unread.has(node) || isElsewhere(node)) continue;
    // With a format, the API server reads some texts as what they are not.
    if (schema.format !== undefined && typeof schema.default === 'string' && !FORMATTED.has(schema.type ?? '')) continue;
    const { path } = node;
    const read = nodeOf(rawOf(schema as PublishedSchema), refuse);
    const place = new Place();
    findUnknownFields(schema.default, read, place);
    holdBySchema(schema.default, read, place, minor);
    if (place.found === 0) holdRules(schema.default, read, place);
    const unknown = place.findings.filter(({ rule }) => rule === fieldIsKnown);
    if (unknown.length > 0) yield invalid(`${path}.default`, schema.default, `must not have fields that the schema doesn't know: ${unknown.map(({ finding }) => finding.path).join(', ')}`);
    for (const { rule, finding } of place.findings) {
      if (rule === fieldIsKnown) continue;
      const below = finding.path === '' || finding.path.startsWith('[') ? finding.path : `.${finding.path}`;
      if (rule.severity === 'error') yield { ...finding, path: `${path}.default${below}` };
    }
  }
}

/** Whether it says inside allOf and its like what items or fields are of what isn't said to be a list or object: that restricts nothing. */
function restrictsAnother(node: StructuralNode): boolean {
  const { items, properties } = node.schema;
  if (!node.isNested || (items === undefined && properties === undefined)) return false;
  let outside: StructuralNode = node;
  while (outside.isNested && outside.parent !== undefined) outside = outside.parent;
  return (items !== undefined && outside.schema.type !== 'array') || (properties !== undefined && outside.schema.type !== 'object');
}

function* aboveOf(node: StructuralNode): Iterable<StructuralNode> {
  for (let at = node.parent; at !== undefined; at = at.parent) yield at;
}

const FORMATTED: ReadonlySet<string> = new Set(['string', 'integer', 'number']);

/** In a map the API server looks at no default, and what metadata may hold by default other rules judge. */
function isElsewhere(node: StructuralNode): boolean {
  for (let at: StructuralNode | undefined = node; at?.parent !== undefined; at = at.parent) {
    if (at.step === 'additionalProperties' || (at.parent.isResource && (at.key === 'metadata' || at.key === 'kind' || at.key === 'apiVersion'))) return true;
  }
  return false;
}

const refuse = (name: string): SchemaNode => {
  throw new Error(`a definition refers to nothing, not to ${name}`);
};
