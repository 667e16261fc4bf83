import { setOwn } from '../../kernel/set-own.ts';
import { type SchemaNode } from './schema-node.ts';

/**
 * A custom resource as the API server's validation sees it: a `null` that its schema doesn't allow is
 * absent, and every default of the schema is written out. Shares what it doesn't change with the value,
 * which stays as it is.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#defaulting-and-nullable
 */
export function withSchemaDefaults(value: unknown, node: SchemaNode | undefined, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || node === undefined || depth > DEEPEST) return value;
  return Array.isArray(value) ? filledItems(value, node.items, depth) : filledFields(value as Readonly<Record<string, unknown>>, node, depth);
}

const DEEPEST = 500;

function filledItems(items: readonly unknown[], node: SchemaNode | undefined, depth: number): readonly unknown[] {
  if (node === undefined) return items;
  let filled: unknown[] | undefined;
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const given = item === null && hasDefault(node) && node.raw.nullable !== true ? node.raw.default : item;
    const value = withSchemaDefaults(given, node, depth + 1);
    if (value !== item) (filled ??= [...items])[index] = value;
  }
  return filled ?? items;
}

function filledFields(fields: Readonly<Record<string, unknown>>, node: SchemaNode, depth: number): Readonly<Record<string, unknown>> {
  const filled: Record<string, unknown> = {};
  let changed = false;
  for (const key of Object.keys(fields)) {
    const field = node.field(key);
    let value = fields[key];
    if (value === null && field !== undefined && field.raw.nullable !== true) {
      if (!hasDefault(field)) {
        changed = true;
        continue;
      }
      value = field.raw.default;
    }
    const whole = withSchemaDefaults(value, field, depth + 1);
    if (whole !== fields[key]) changed = true;
    setOwn(filled, key, whole);
  }
  for (const name of node.defaulted) {
    if (Object.hasOwn(fields, name)) continue;
    const field = node.property(name)!;
    changed = true;
    setOwn(filled, name, withSchemaDefaults(field.raw.default, field, depth + 1));
  }
  return changed ? filled : fields;
}

function hasDefault({ raw }: SchemaNode): boolean {
  return raw.default !== undefined && raw.default !== null;
}
