import { type CustomHeader, type CustomVersion } from '../../src/api/schema/custom-pack.ts';
import { type RawNode, type RawSchema } from '../../src/api/schema/raw-schema.ts';
import { type Definition } from './definitions.ts';
import { customRoot } from '../../src/api/schema/custom-root.ts';
import { canonicalText } from '../../src/api/schema/published-schema.ts';

/** The text of a custom resource's pack. */
export function customText({ group, names, scope, versions }: Definition, source: string): string {
  const roots = new Map(versions.filter(({ served }) => served).map((version) => [version.name, customRoot(version.schema?.openAPIV3Schema ?? {}, version.subresources?.status !== undefined)]));
  const shapes = new Shapes([...roots.values()]);
  const header: CustomHeader = {
    group,
    kind: names.kind,
    scope,
    source,
    versions: versions.map(({ name, served, deprecated, deprecationWarning, subresources }): CustomVersion => {
      const scale = subresources?.scale?.specReplicasPath;
      const root = roots.get(name);
      return {
        name,
        served,
        ...(deprecated === true ? { deprecated } : {}),
        ...(deprecationWarning === undefined ? {} : { warning: deprecationWarning }),
        ...(root === undefined || scale === undefined ? {} : { scale }),
        ...(root === undefined ? {} : { schema: shapes.referred(root) }),
      };
    }),
  };
  return `${[JSON.stringify(header), ...shapes.lines].join('\n')}\n`;
}

/** Shorter shapes cost less where they stand than a line and references to it. */
const SHORTEST = 60;

/** The shapes of a kind: one that stands there twice has a line of its own. */
class Shapes {
  /** The lines after the header. */
  readonly lines: string[] = [];
  readonly #times = new Map<string, number>();
  readonly #numbers = new Map<string, number>();

  constructor(roots: readonly RawSchema[]) {
    for (const root of roots) this.#count(root);
  }

  /** The shape with references to lines in place of what stands elsewhere too. */
  referred(shape: RawSchema): RawSchema {
    if (typeof shape === 'string') return shape;
    const text = canonicalText(shape);
    if (text.length < SHORTEST || this.#times.get(text)! < 2) return mapInner(shape, (inner) => this.referred(inner));
    const known = this.#numbers.get(text);
    if (known !== undefined) return `#${known}`;
    const node = mapInner(shape, (inner) => this.referred(inner));
    const number = this.lines.push(JSON.stringify(node));
    this.#numbers.set(text, number);
    return `#${number}`;
  }

  /** What stands inside a repeated shape is counted with it once. */
  #count(shape: RawSchema): void {
    if (typeof shape === 'string') return;
    const text = canonicalText(shape);
    const times = this.#times.get(text) ?? 0;
    this.#times.set(text, times + 1);
    if (times > 0) return;
    mapInner(shape, (inner) => {
      this.#count(inner);
      return inner;
    });
  }
}

function mapInner(node: RawNode, change: (inner: RawSchema) => RawSchema): RawNode {
  const { properties, items, values, oneOf, anyOf, allOf, not } = node;
  return {
    ...node,
    ...(properties === undefined ? {} : { properties: Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, change(inner)])) }),
    ...(items === undefined ? {} : { items: change(items) }),
    ...(values === undefined ? {} : { values: change(values) }),
    ...(oneOf === undefined ? {} : { oneOf: oneOf.map(change) }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map(change) }),
    ...(allOf === undefined ? {} : { allOf: allOf.map(change) }),
    ...(not === undefined ? {} : { not: change(not) }),
  };
}
