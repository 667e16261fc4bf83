import { type RawSchema } from './raw-schema.ts';
import { type PublishedSchema, rawOf } from './published-schema.ts';

/** A definition of Kubernetes' own, by its id, in the form of the packs. */
export function definitionOf(id: string, definition: PublishedSchema): RawSchema {
  const name = shortName(id);
  const own = OWN_DECODER.get(name);
  if (own !== undefined) return own;
  const { properties } = definition;
  // A Go struct without fields takes none, unlike a free map, which has another type.
  if (properties === undefined) return { type: 'object', properties: {} };
  return rawOf({ ...definition, properties: Object.fromEntries(Object.entries(properties).map(([field, schema]) => [field, propertyOf(name, field, schema)])) }, refName);
}

/** The name of a definition in packs: `io.k8s.api.core.v1.Container` as `core.v1.Container`. */
export function shortName(id: string): string {
  return id
    .replace(/^io\.k8s\.api\./, '')
    .replace(/^io\.k8s\.apimachinery\.pkg\.(?:apis|api|util)\./, '')
    .replace(/^io\.k8s\.apimachinery\.pkg\./, '')
    .replace(/^io\.k8s\.(?:apiextensions-apiserver|kube-aggregator)\.pkg\.apis\./, '');
}

/** Definitions whose Go type has a decoder of its own, which OpenAPI can't say. */
const OWN_DECODER: ReadonlyMap<string, RawSchema> = new Map([
  ['resource.Quantity', 'quantity'],
  ['intstr.IntOrString', 'int-or-string'],
  ['meta.v1.Time', 'date-time'],
  ['meta.v1.MicroTime', 'date-time'],
  ['meta.v1.FieldsV1', 'any'],
  ['runtime.RawExtension', 'any'],
  ['apiextensions.v1.JSON', 'any'],
  ['apiextensions.v1.JSONSchemaPropsOrArray', 'any'],
  ['apiextensions.v1.JSONSchemaPropsOrBool', 'any'],
  ['apiextensions.v1.JSONSchemaPropsOrStringArray', 'any'],
]);

/**
 * Values that complete the keys of a map list, which server-side apply knows and these files leave out.
 * https://github.com/kubernetes/kubernetes/blob/master/api/openapi-spec/v3/api__v1_openapi.json
 */
const KEY_DEFAULTS: ReadonlyMap<string, readonly [field: string, value: string]> = new Map([
  ['core.v1.ContainerPort', ['protocol', 'TCP']],
  ['core.v1.ServicePort', ['protocol', 'TCP']],
  ['core.v1.LocalObjectReference', ['name', '']],
]);

function propertyOf(name: string, field: string, schema: PublishedSchema): PublishedSchema {
  const [keyField, value] = KEY_DEFAULTS.get(name) ?? [];
  if (keyField === field) return { ...schema, default: value };
  const { enum: _enum, ...plain } = schema;
  // The status of a kind, which the sources leave out.
  if (field === 'status' && plain.type === 'object' && plain.properties === undefined && plain.additionalProperties === undefined) return { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  // Older minors say of some lists only how strategic merge patches merge them, and server-side apply reads it there.
  // https://github.com/kubernetes/kube-openapi/blob/master/pkg/schemaconv/smd.go
  if (plain.items === undefined || plain['x-kubernetes-list-type'] !== undefined || !(plain['x-kubernetes-patch-strategy'] ?? '').includes('merge')) return plain;
  const key = plain['x-kubernetes-patch-merge-key'];
  return { ...plain, 'x-kubernetes-list-type': key === undefined ? 'set' : 'map', ...(key === undefined ? {} : { 'x-kubernetes-list-map-keys': [key] }) };
}

/** A reference to a definition, `#/definitions/io.k8s.api.core.v1.Container`, in the form of the packs. */
export function refName(ref: string): RawSchema {
  const name = shortName(ref.slice(ref.lastIndexOf('/') + 1));
  return OWN_DECODER.get(name) ?? `#${name}`;
}
