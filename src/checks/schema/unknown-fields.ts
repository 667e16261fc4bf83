import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { addUnknownField } from './field-is-known.ts';
import { type Place } from './place.ts';

/**
 * Finds the fields of a custom resource that its schema doesn't know, and that the API server would drop.
 * Where a schema keeps unknown fields, what it names is looked at all the same.
 * @param preserving whether the list this value stands in keeps what it doesn't know
 */
export function findUnknownFields(value: unknown, node: SchemaNode, place: Place, preserving = false): void {
  if (typeof value !== 'object' || value === null) return;
  const preserves = preserving || node.preservesUnknown;
  if (Array.isArray(value)) {
    const { items } = node;
    for (let index = 0; index < value.length; index++) {
      if (!place.enter(index)) return;
      if (items !== undefined) findUnknownFields(value[index], items, place, preserves);
      place.leave();
    }
    return;
  }
  const isEmbedded = node.raw.embedded === true;
  for (const key of Object.keys(value)) {
    if (isEmbedded && META_FIELDS.has(key)) continue;
    const field = node.field(key);
    if (field === undefined) {
      if (!preserves) addUnknownField(place, key, node);
    } else if (place.enter(key)) {
      findUnknownFields((value as Record<string, unknown>)[key], field, place);
      place.leave();
    }
  }
}

const META_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);
