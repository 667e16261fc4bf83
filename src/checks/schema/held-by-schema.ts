import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { INT32, INT64, isInteger } from './decoded-by-code.ts';
import { invalid, notSupported, required, tooLong, tooMany } from '../api/field-error.ts';
import { holdEmbedded } from './embedded-resource.ts';
import { formatHolds } from './format-holds.ts';
import { goPattern, LONGEST_MATCHED } from './go-pattern.ts';
import { patternIsEvaluated } from './pattern-is-evaluated.ts';
import { type Place } from './place.ts';
import { requiredFieldIsSet } from './required-field-is-set.ts';
import { runeCount } from './runes.ts';
import { sameJson } from './same-json.ts';
import { valueFitsSchema } from './value-fits-schema.ts';
import { addWrongType } from './value-has-its-type.ts';

/**
 * Holds a value of a custom resource, nulls dropped and defaults filled in, against its schema, as the API
 * server does. Metadata is not looked at: the server knows its type.
 * @param minor Kubernetes minor version, which formats depend on
 */
export function holdBySchema(value: unknown, node: SchemaNode, place: Place, minor: number): void {
  const { raw } = node;
  if (value === null) {
    if (raw.nullable !== true && (node.type !== undefined || node.format === 'int-or-string')) addWrongType(place, value, typeWords(node));
    else if (raw.enum !== undefined && !raw.enum.includes(null)) addNotListed(value, raw.enum, place);
    return;
  }
  if (!hasType(value, node)) addWrongType(place, value, typeWords(node));
  if (raw.oneOf !== undefined || raw.anyOf !== undefined || raw.allOf !== undefined || raw.not !== undefined) holdAlternatives(value, node, place, minor);
  if (raw.enum !== undefined && !raw.enum.some((allowed) => sameJson(allowed, value))) addNotListed(value, raw.enum, place);
  if (typeof value === 'string') holdText(value, node, place, minor);
  else if (typeof value === 'number') holdNumber(value, node, place);
  else if (Array.isArray(value)) holdItems(value, node, place, minor);
  else if (typeof value === 'object') holdFields(value as Readonly<Record<string, unknown>>, node, place, minor);
}

function hasType(value: unknown, { type, format }: SchemaNode): boolean {
  if (format === 'int-or-string') return typeof value === 'string' || Number.isInteger(value);
  switch (type) {
    case 'object':
      return typeof value === 'object' && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'string':
      // A format makes the server overlook a list.
      return typeof value === 'string' || (format !== undefined && Array.isArray(value));
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case undefined:
      return true;
  }
}

const TYPE_WORDS = { object: 'a map', array: 'a list', string: 'a string', boolean: 'true or false', integer: 'an integer', number: 'a number' } as const;

function typeWords({ type, format }: SchemaNode): string {
  return type === undefined || format === 'int-or-string' ? 'an integer or a string' : TYPE_WORDS[type];
}

function addNotListed(value: unknown, allowed: readonly unknown[], place: Place): void {
  place.add(valueFitsSchema, notSupported(place.path(), value, allowed.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))));
}

function holdText(value: string, { raw, format, type }: SchemaNode, place: Place, minor: number): void {
  const { maxLength, minLength, pattern } = raw;
  if (maxLength !== undefined && value.length > maxLength && runeCount(value) > maxLength) place.add(valueFitsSchema, tooLong(place.path(), maxLength, 'characters'));
  else if (minLength !== undefined && runeCount(value) < minLength) place.add(valueFitsSchema, invalid(place.path(), value, `should be at least ${minLength} characters long`));
  else if (pattern !== undefined) holdPattern(value, pattern, place);
  if (format !== undefined && (type === 'string' || type === undefined) && !formatHolds(value, format, minor)) place.add(valueFitsSchema, invalid(place.path(), value, `must be of type ${format}`));
}

function holdPattern(value: string, pattern: string, place: Place): void {
  const compiled = value.length > LONGEST_MATCHED ? undefined : goPattern(pattern);
  if (compiled === undefined) place.add(patternIsEvaluated, { path: place.path(), message: `not evaluated: the pattern ${JSON.stringify(pattern.slice(0, 200))} on a text of ${value.length} characters` });
  else if (!compiled.test(value)) place.add(valueFitsSchema, invalid(place.path(), value, `should match '${pattern}'`));
}

function holdNumber(value: number, { raw, format, type }: SchemaNode, place: Place): void {
  const { maximum, minimum, multipleOf } = raw;
  const add = (detail: string): void => place.add(valueFitsSchema, invalid(place.path(), value, detail));
  if (multipleOf !== undefined && multipleOf > 0 && !isMultiple(value, multipleOf)) add(`should be a multiple of ${multipleOf}`);
  if (maximum !== undefined && (raw.exclusiveMaximum === true ? value >= maximum : value > maximum)) add(`should be less than${raw.exclusiveMaximum === true ? '' : ' or equal to'} ${maximum}`);
  if (minimum !== undefined && (raw.exclusiveMinimum === true ? value <= minimum : value < minimum)) add(`should be greater than${raw.exclusiveMinimum === true ? '' : ' or equal to'} ${minimum}`);
  if (type !== 'integer' || !Number.isInteger(value)) return;
  // JSON beyond int64 is no integer to the server, with any format.
  if (!isInteger(value, format === 'int32' ? INT32 : INT64)) add(`must be an integer of ${format === 'int32' ? 32 : 64} bits`);
}

/** Whether a number is a multiple, with as much patience for rounding as the API server has. */
function isMultiple(value: number, of: number): boolean {
  const times = of < 1 ? (1 / of) * value : value / of;
  const whole = Math.trunc(times);
  return times === whole || (whole > 0 && (times - whole) / (times + whole) < 1e-9);
}

function holdItems(items: readonly unknown[], node: SchemaNode, place: Place, minor: number): void {
  const { maxItems, minItems, uniqueItems } = node.raw;
  const item = node.items;
  if (item !== undefined) {
    for (let index = 0; index < items.length && place.enter(index); index++) {
      holdBySchema(items[index], item, place, minor);
      place.leave();
    }
  }
  if (minItems !== undefined && items.length < minItems) place.add(valueFitsSchema, invalid(place.path(), items.length, `should have at least ${minItems} items`));
  if (maxItems !== undefined && items.length > maxItems) place.add(valueFitsSchema, tooMany(place.path(), items.length, maxItems));
  if (uniqueItems === true && new Set(items.map((one) => JSON.stringify(one))).size < items.length) place.add(valueFitsSchema, invalid(place.path(), items.length, 'must hold each value once'));
}

function holdFields(fields: Readonly<Record<string, unknown>>, node: SchemaNode, place: Place, minor: number): void {
  const { minProperties, maxProperties, embedded } = node.raw;
  const keys = Object.keys(fields);
  if (minProperties !== undefined && keys.length < minProperties) place.add(valueFitsSchema, invalid(place.path(), keys.length, `should have at least ${minProperties} fields`));
  if (maxProperties !== undefined && keys.length > maxProperties) place.add(valueFitsSchema, tooMany(place.path(), keys.length, maxProperties));
  for (const key of keys) {
    const field = node.field(key);
    if (field === undefined || !place.enter(key)) continue;
    holdBySchema(fields[key], field, place, minor);
    place.leave();
  }
  if (embedded === true) holdEmbedded(fields, place);
  for (const name of node.required) {
    if (!Object.hasOwn(fields, name) && !(embedded === true && ASKED_OF_EMBEDDED.includes(name))) place.add(requiredFieldIsSet, required(place.path(name), `${name} must be set`));
  }
}

/** What {@link holdEmbedded} asks for. */
const ASKED_OF_EMBEDDED: readonly string[] = ['apiVersion', 'kind'];

function holdAlternatives(value: unknown, node: SchemaNode, place: Place, minor: number): void {
  const { oneOf, anyOf, allOf, not } = node.alternatives;
  const holds = (schema: SchemaNode): boolean => place.passes(() => holdBySchema(value, schema, place, minor));
  const add = (detail: string): void => place.add(valueFitsSchema, invalid(place.path(), '', detail));
  for (const schema of allOf) holdBySchema(value, schema, place, minor);
  if (anyOf.length > 0 && !anyOf.some(holds)) {
    add(`must fulfil at least one of these: ${shapes(anyOf)}`);
    if (anyOf.length === 1) holdBySchema(value, anyOf[0]!, place, minor);
  }
  if (oneOf.length > 0) {
    const valid = oneOf.filter(holds).length;
    if (valid !== 1) add(`must fulfil exactly one of these, and fulfils ${valid === 0 ? 'none' : valid}: ${shapes(oneOf)}`);
    if (valid === 0 && oneOf.length === 1) holdBySchema(value, oneOf[0]!, place, minor);
  }
  if (not !== undefined && holds(not)) add(`must not be so: ${shapes([not])}`);
}

/** What alternatives ask for, in few words: mostly they ask for fields. */
function shapes(schemas: readonly SchemaNode[]): string {
  const text = schemas.map(({ required: fields, type, raw, alternatives }) => {
    if (fields.length > 0) return fields.join(' and ');
    const inner = alternatives.anyOf.flatMap((one) => one.required);
    return inner.length > 0 ? `${inner.join(' or ')}` : (raw.pattern ?? raw.format ?? type ?? JSON.stringify(raw).slice(0, 80));
  });
  return text.join(', ').slice(0, 300);
}
