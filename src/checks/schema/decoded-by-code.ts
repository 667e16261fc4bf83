import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { isBase64 } from './base64-text.ts';
import { addUnknownField } from './field-is-known.ts';
import { type Place } from './place.ts';
import { quantityFault } from './quantity-text.ts';
import { isRfc3339 } from './rfc3339-text.ts';
import { addWrongType } from './value-has-its-type.ts';

/**
 * Reads a value as the API server decodes one of its own types from JSON, strictly: `null` stands for
 * what is absent, wherever it stands; numbers must fit; what is required is not this reading's concern.
 */
export function decodeByCode(value: unknown, node: SchemaNode, place: Place): void {
  if (value === null || value === undefined) return;
  switch (node.type) {
    case 'object':
      decodeFields(value, node, place);
      return;
    case 'array':
      decodeItems(value, node, place);
      return;
    case 'string':
      decodeString(value, node.format, place);
      return;
    case 'integer':
      if (!isInteger(value, node.format === 'int32' ? INT32 : INT64)) addWrongType(place, value, node.format === 'int32' ? 'an integer of 32 bits' : 'an integer', integerFix(value));
      return;
    case 'number':
      if (typeof value !== 'number') addWrongType(place, value, 'a number');
      return;
    case 'boolean':
      if (typeof value !== 'boolean') addWrongType(place, value, 'true or false', booleanFix(value));
      return;
    case undefined:
      decodeOwnType(value, node.format, place);
  }
}

/** Whether a number is whole and within the bounds; JSON can't tell the largest int64 from the first beyond. */
export function isInteger(value: unknown, [least, most]: readonly [number, number]): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

/** The bounds of Go's int32. */
export const INT32 = [-2_147_483_648, 2_147_483_647] as const;
/** The bounds of Go's int64. */
export const INT64 = [-(2 ** 63), 2 ** 63] as const;

function decodeFields(value: unknown, node: SchemaNode, place: Place): void {
  if (typeof value !== 'object' || Array.isArray(value)) {
    addWrongType(place, value, 'a map');
    return;
  }
  const free = node.values;
  for (const key of Object.keys(value!)) {
    const field = node.property(key) ?? free;
    if (field === undefined) {
      if (!node.preservesUnknown) addUnknownField(place, key, node);
    } else if (place.enter(key)) {
      decodeByCode((value as Record<string, unknown>)[key], field, place);
      place.leave();
    } else addWrongType(place, value, 'nested less deeply');
  }
}

function decodeItems(value: unknown, node: SchemaNode, place: Place): void {
  if (!Array.isArray(value)) {
    addWrongType(place, value, 'a list');
    return;
  }
  const { items } = node;
  if (items === undefined) return;
  for (let index = 0; index < value.length; index++) {
    if (!place.enter(index)) {
      addWrongType(place, value, 'nested less deeply');
      return;
    }
    decodeByCode(value[index], items, place);
    place.leave();
  }
}

function decodeString(value: unknown, format: string | undefined, place: Place): void {
  if (format === 'byte') {
    // Go reads bytes from a list of numbers too.
    const right = typeof value === 'string' ? isBase64(value) : Array.isArray(value) && value.every((one) => one === null || isInteger(one, BYTE));
    if (!right) addWrongType(place, value, 'base64 of the standard alphabet, padded');
  } else if (typeof value !== 'string') addWrongType(place, value, 'a string', typeof value === 'number' || typeof value === 'boolean' ? JSON.stringify(String(value)) : undefined);
  else if (format === 'date-time' && !isRfc3339(value)) addWrongType(place, value, 'a time like 2006-01-02T15:04:05Z');
}

const BYTE = [0, 255] as const;

function decodeOwnType(value: unknown, format: string | undefined, place: Place): void {
  if (format === 'quantity') {
    const fault = typeof value === 'string' ? quantityFault(value) : typeof value === 'number' ? undefined : 'not a string or number';
    if (fault !== undefined) addWrongType(place, value, `a quantity like 100m or 128Mi (${fault})`);
  } else if (format === 'int-or-string') {
    if (typeof value !== 'string' && !isInteger(value, INT32)) addWrongType(place, value, 'an integer of 32 bits or a string');
  }
}

function integerFix(value: unknown): string | undefined {
  return typeof value === 'string' && /^-?[0-9]{1,15}$/.test(value) ? String(Number(value)) : undefined;
}

function booleanFix(value: unknown): string | undefined {
  return value === 'true' || value === 'false' ? value : undefined;
}
