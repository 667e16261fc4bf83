import { ANYTHING, EMPTY_OBJECT, type Field, type ObjectShape, OPEN_OBJECT, type TypeNode } from './model.ts';
import { scalarType } from './scalar.ts';
import { byCodeUnits, type Schema } from './schema.ts';

/** An object shape of a custom resource and every place it stands at. */
export interface Shape {
  readonly id: string;
  readonly shape: ObjectShape;
  /** Field names from the root to the shape; items and map values add none. */
  readonly paths: (readonly string[])[];
}

/**
 * Reads the schema of a custom resource. `nullable` is no part of the types: cdk8s leaves null out of
 * what it renders, so that offering it would be a promise not kept. Objects of the same fields and types become one shape
 * wherever they stand: a SecretStore names the same `{key, name, namespace}` two hundred times.
 */
export function readShapes(root: Schema, kind: string): { readonly fields: readonly Field[]; readonly shapes: readonly Shape[] } {
  const shapes = new Map<string, Shape>();
  const fields = fieldsOf(root, []).filter(({ name }) => !NOT_IN_PROPS.has(name));
  return { fields, shapes: [...shapes.values()] };

  function fieldsOf(schema: Schema, path: readonly string[]): readonly Field[] {
    const required = new Set(schema.required);
    return Object.entries(schema.properties ?? {})
      .filter(([name]) => path.length > 0 || !NOT_IN_PROPS.has(name))
      .sort(([a], [b]) => byCodeUnits(a, b))
      .map(([name, property]) => ({
        name,
        type: typeOf(property, [...path, name]),
        // The API server fills in defaults before it looks for what is missing.
        optional: !required.has(name) || property.default !== undefined,
      }));
  }

  function typeOf(schema: Schema, path: readonly string[]): TypeNode {
    const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
    if (schema['x-kubernetes-embedded-resource'] === true && !open) throw new Error(`${kind}.${path.join('.')}: a closed embedded resource is not understood`);
    if (schema.properties && Object.keys(schema.properties).length > 0) return objectType(schema, open, path);
    if (schema.items) return { is: 'list', of: typeOf(schema.items, path) };
    if (typeof schema.additionalProperties === 'object') return { is: 'map', of: typeOf(schema.additionalProperties, path) };
    if (schema.type === 'object') return open || schema.additionalProperties === true ? OPEN_OBJECT : EMPTY_OBJECT;
    return open && schema.type === undefined ? ANYTHING : scalarType(schema, `${kind}.${path.join('.')}`);
  }

  function objectType(schema: Schema, open: boolean, path: readonly string[]): TypeNode {
    const shape: ObjectShape = { fields: fieldsOf(schema, path), open };
    const key = JSON.stringify(shape);
    const known = shapes.get(key);
    if (known) known.paths.push(path);
    else shapes.set(key, { id: String(shapes.size), shape, paths: [path] });
    return { is: 'ref', id: known?.id ?? String(shapes.size - 1) };
  }
}

/** Fields of the root that are written by the class, typed by ObjectMeta, or not for users to write. */
const NOT_IN_PROPS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'status']);
