import { type CustomResourceDefinitionSpec, type CustomResourceDefinitionVersion, type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type Manifest } from '../../../kernel/manifest.ts';
import { type Subject } from '../../subject.ts';
import { itemsOf } from './items-of.ts';
import { keyPath } from './key-path.ts';
import { specOf } from './spec-of.ts';
import { type Misread, schemaIn } from './structural-schema.ts';

/** The kind that holds schemas. */
export const DEFINITION_KINDS: readonly string[] = ['apiextensions.k8s.io/CustomResourceDefinition'];

/** A place in a schema. */
export class StructuralNode {
  constructor(
    readonly schema: JSONSchemaProps,
    readonly parent: StructuralNode | undefined,
    /** How the parent leads here: `items`, `properties["spec"]`, `allOf[0]`. */
    readonly step: string,
    readonly level: 'root' | 'item' | 'field',
    /** Whether it stands in allOf, anyOf, oneOf or not, where it may only restrict what is said outside. */
    readonly isNested: boolean,
    /** The name of the property. */
    readonly key: string | undefined,
  ) {}

  get path(): string {
    return this.parent === undefined ? this.step : `${this.parent.path}.${this.step}`;
  }

  /** The root, or what holds a whole object with kind and metadata. */
  get isResource(): boolean {
    return this.level === 'root' || this.schema['x-kubernetes-embedded-resource'] === true;
  }
}

/** The schema of one version, with all places in it. */
export interface StructuralTree {
  readonly version: Partial<CustomResourceDefinitionVersion>;
  readonly root: StructuralNode;
  /** A parent comes before what is below it. */
  readonly nodes: readonly StructuralNode[];
  readonly misread: readonly Misread[];
}

/** The schemas of a definition, by version; each is walked once. */
export function structuralTreesOf(subject: Subject): readonly StructuralTree[] {
  const known = TREES.get(subject.defaulted);
  if (known !== undefined) return known;
  const versions = itemsOf<CustomResourceDefinitionVersion>(specOf<CustomResourceDefinitionSpec>(subject).versions, 'spec.versions');
  const trees = versions.flatMap(({ path, item }) => treeOf(item, `${path}.schema.openAPIV3Schema`));
  TREES.set(subject.defaulted, trees);
  return trees;
}

/** All places of all versions. */
export function structuralNodesOf(subject: Subject): readonly StructuralNode[] {
  return structuralTreesOf(subject).flatMap(({ nodes }) => nodes);
}

const TREES = new WeakMap<Manifest, readonly StructuralTree[]>();

function treeOf(version: Partial<CustomResourceDefinitionVersion>, path: string): readonly StructuralTree[] {
  const misread: Misread[] = [];
  const schema = schemaIn(version.schema?.openAPIV3Schema, path, (one) => {
    if (misread.length < MOST_MISREAD) misread.push(one);
  });
  if (schema === undefined) return [];
  const root = new StructuralNode(schema, undefined, path, 'root', false, undefined);
  const nodes = [root];
  // It grows as it is walked.
  for (const node of nodes) nodes.push(...childrenOf(node));
  return [{ version, root, nodes, misread }];
}

const MOST_MISREAD = 100;

function* childrenOf(node: StructuralNode): Iterable<StructuralNode> {
  const { schema, isNested, level } = node;
  const child = (below: JSONSchemaProps, step: string, at: StructuralNode['level'], nested: boolean, key?: string): StructuralNode => new StructuralNode(below, node, step, at, nested, key);
  for (const [key, below] of Object.entries(schema.properties ?? {})) yield child(below, keyPath('properties', key), 'field', isNested, key);
  const { items, additionalProperties: values, not } = schema;
  if (items !== undefined && !Array.isArray(items)) yield child(items as JSONSchemaProps, 'items', 'item', isNested);
  if (typeof values === 'object') yield child(values, 'additionalProperties', 'field', isNested);
  for (const word of JUNCTORS) for (const [index, below] of (schema[word] ?? []).entries()) yield child(below, `${word}[${index}]`, level, true);
  if (not !== undefined) yield child(not, 'not', level, true);
}

const JUNCTORS = ['allOf', 'anyOf', 'oneOf'] as const;
