import { isFields } from './fill.ts';
import { type SchemaNode } from '../schema/schema-node.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { setOwn } from '../../kernel/set-own.ts';

/**
 * A custom resource as the API server completes it from the defaults of its definition. What is `null` where
 * null is not allowed is absent.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting
 */
export function schemaDefaults(manifest: Manifest, root: SchemaNode | undefined): Manifest {
  return root === undefined ? manifest : (complete(manifest, root, 0) as Manifest);
}

/** Deeper than any schema that isn't its own parent. */
const DEEPEST = 100;

function complete(value: unknown, node: SchemaNode, depth: number): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return node.items === undefined ? value : changed(value, (item) => complete(item, node.items!, depth + 1));
  if (!isFields(value)) return value;
  let result: Record<string, unknown> | undefined;
  for (const [key, inner] of Object.entries(value)) {
    const child = node.field(key);
    if (child === undefined) continue;
    const isGone = inner === null && child.raw.nullable !== true;
    const next = isGone ? undefined : complete(inner, child, depth + 1);
    if (next === inner) continue;
    result ??= { ...value };
    if (isGone) delete result[key];
    else setOwn(result, key, next);
  }
  for (const key of node.names) {
    if (Object.hasOwn(result ?? value, key)) continue;
    const child = node.property(key)!;
    if (child.raw.default === undefined) continue;
    result ??= { ...value };
    setOwn(result, key, complete(child.raw.default, child, depth + 1));
  }
  return result ?? value;
}

function changed(list: readonly unknown[], change: (item: unknown) => unknown): readonly unknown[] {
  let result: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const next = change(list[index]);
    if (next === list[index]) continue;
    result ??= [...list];
    result[index] = next;
  }
  return result ?? list;
}
