import { type ValidationRule } from '../../../../imports/kubernetes.ts';
import { DYN, type CelShape, type CelVariables, UNKNOWN } from '../../schema/cel/cel-shape.ts';
import { itemsOf } from './items-of.ts';
import { type StructuralNode } from './structural-nodes.ts';
import { structuralShape } from './structural-shape.ts';

/** A validation rule of a schema, and what it sees. */
export interface StructuralExpression {
  readonly path: string;
  readonly rule: Partial<ValidationRule>;
  readonly variables: CelVariables;
  /** The list or map whose parts can't be followed from one state of the object to the next; undefined where all can. */
  readonly uncorrelated: string | undefined;
}

/** The validation rules of a place of a schema. */
export function structuralExpressionsOf(node: StructuralNode): readonly StructuralExpression[] {
  const rules = node.schema['x-kubernetes-validations'] ?? [];
  if (rules.length === 0 || node.isNested) return [];
  // Its field may have no type, which other rules refuse.
  const self: CelShape = structuralShape(node.schema, node.isResource) ?? DYN;
  const uncorrelated = uncorrelatedAbove(node);
  return itemsOf<ValidationRule>(rules, `${node.path}.x-kubernetes-validations`).map(({ path, item }) => {
    const variables = new Map([['self', self], ['oldSelf', item.optionalOldSelf === true ? UNKNOWN : self]]);
    return { path, rule: item, variables, uncorrelated };
  });
}

/** Entries of a list are told apart only by keys, fields of a map only where it merges. */
function uncorrelatedAbove(node: StructuralNode): string | undefined {
  let highest: string | undefined;
  for (let { parent, step, key } = node; parent !== undefined; { parent, step, key } = parent) {
    const { schema } = parent;
    const isLost = step === 'items' ? schema['x-kubernetes-list-type'] !== 'map' : key !== undefined && schema['x-kubernetes-map-type'] === 'atomic';
    if (isLost) highest = parent.path;
  }
  return highest;
}
