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
  for (const node of nodes) {
    const { schema, path } = node;
    if (node.isNested || schema.default === undefined || isElsewhere(node)) continue;
    // With a format, the API server reads some texts as what they are not.
    if (schema.format !== undefined && !FORMATTED.has(schema.type ?? '')) continue;
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
