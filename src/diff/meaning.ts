import { type Fields, isFields } from '../api/defaults/fill.ts';
import { withDefaults } from '../api/defaults/with-defaults.ts';
import { type ApiSchemas } from '../api/schema/api-schemas.ts';
import { withSchemaDefaults } from '../api/schema/schema-defaults.ts';
import { type SchemaNode } from '../api/schema/schema-node.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { canonicalQuantity, quantityProblem } from '../kernel/quantity.ts';
import { setOwn } from '../kernel/set-own.ts';
import { BY_POINTER, isPointerUnder, STRUCTS_BY_VALUE } from './go-zero.ts';
import { Place } from './place.ts';

/** What a manifest says, however it is written: defaults written out, zeros and empty things left out, quantities in their one form. */
export interface Meaning {
  readonly manifest: Manifest;
  /** The root of it, for comparing. */
  readonly place: Place;
  /** Whether the API server holds it as Go values, so that zero is nothing. */
  readonly isCore: boolean;
}

/** The meaning of a manifest. */
export function meaningOf(manifest: Manifest, schemas: ApiSchemas): Meaning {
  const kind = schemas.kind(manifest.apiVersion, manifest.kind);
  const isCore = kind?.judgedBy === 'code';
  const complete = isCore ? withDefaults(manifest, schemas.minor) : (withSchemaDefaults(manifest, kind?.root) as Manifest);
  return { manifest: normalized(complete, kind?.root, isCore), place: new Place(kind?.root, !isCore), isCore };
}

function normalized(manifest: Manifest, node: SchemaNode | undefined, isCore: boolean): Manifest {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(manifest)) {
    if (key === 'status') continue;
    if (key === 'metadata' && isFields(value)) setOwn(result, key, metadataMeaning(value));
    else put(result, key, value, node?.field(key), isCore, '', 0);
  }
  return result as unknown as Manifest;
}

/** What the API server writes into every object by itself. */
const SERVER_METADATA: ReadonlySet<string> = new Set(['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields', 'resourceVersion', 'selfLink', 'uid']);

function metadataMeaning(metadata: Fields): Fields {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(metadata)) if (!SERVER_METADATA.has(key)) put(result, key, value, undefined, true, 'metadata', 0);
  return result;
}

/** Deeper than any object; what is deeper is taken as it is. */
const DEEPEST = 200;

function put(into: Record<string, unknown>, key: string, value: unknown, node: SchemaNode | undefined, isCore: boolean, parent: string, depth: number): void {
  const said = meaningAt(value, node, isCore, key, depth);
  if (said !== undefined && !(isCore && isNothing(said, key, parent))) setOwn(into, key, said);
}

function isNothing(value: unknown, key: string, parent: string): boolean {
  // A claim template carries a status that nobody reads.
  if (value === null || (key === 'status' && isFields(value))) return true;
  if (value === '' || value === 0 || value === false) return !BY_POINTER.has(key) && !isPointerUnder(parent, key);
  return typeof value === 'object' && (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0 && STRUCTS_BY_VALUE.has(key));
}

function meaningAt(value: unknown, node: SchemaNode | undefined, isCore: boolean, key: string, depth: number): unknown {
  if (depth > DEEPEST) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => meaningAt(item, node?.items, isCore, key, depth + 1));
  if (!isFields(value)) return leafMeaning(value, node?.format, isCore);
  const result: Record<string, unknown> = {};
  const isMap = isCore && isFreeMap(value, node, key);
  for (const [name, inner] of Object.entries(value)) {
    const child = node?.field(name);
    if (isMap) setOwn(result, name, meaningAt(inner, child, isCore, name, depth + 1));
    else put(result, name, inner, child, isCore, key, depth + 1);
  }
  // A map that is empty is absent; an object that is empty may say something by being there.
  return isMap && Object.keys(result).length === 0 ? undefined : result;
}

/** Metadata has no schema here, and its maps are known by name. */
function isFreeMap(_value: Fields, node: SchemaNode | undefined, key: string): boolean {
  return node === undefined ? key === 'labels' || key === 'annotations' : !node.hasNames && node.values !== undefined;
}

function leafMeaning(value: unknown, format: string | undefined, isCore: boolean): unknown {
  if (format === 'quantity' && isCore) {
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && quantityProblem(text) === undefined ? canonicalQuantity(text) : value;
  }
  // Go skips line ends inside of base64.
  if (format === 'byte' && typeof value === 'string') return value.replace(/[\r\n]/g, '');
  return value;
}
