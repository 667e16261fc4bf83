import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { isFields } from '../../field.ts';

/** A value in a schema that is of no type it may have there, by its path. */
export interface Misread {
  readonly path: string;
  readonly value: unknown;
  /** In words: `a string`. */
  readonly wants: string;
}

/**
 * A schema read from JSON: what is of a wrong type is told and left out, and so is what nests deeper than
 * anybody writes. Of what stands below `items` or `additionalProperties`, nobody vouches for the types.
 */
export function schemaIn(value: unknown, path: string, misread: (one: Misread) => void, depth = 0): JSONSchemaProps | undefined {
  if (value === null || value === undefined || depth > DEEPEST) return undefined;
  if (!isFields(value)) {
    misread({ path, value, wants: 'a schema' });
    return undefined;
  }
  const read: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const kind = Object.hasOwn(KEYWORDS, key) ? KEYWORDS[key as keyof typeof KEYWORDS] : undefined;
    const given = value[key];
    if (kind === undefined || given === null || given === undefined) continue;
    const found = readKeyword(given, kind, `${path}.${key}`, misread, depth);
    if (found !== undefined && !(SAYS_NOTHING[kind]?.(found) === true && !POINTERS.has(key))) read[key] = found;
  }
  return read;
}

const DEEPEST = 300;

/** What the API server's own types can't tell from what is left out. */
const SAYS_NOTHING: Partial<Readonly<Record<Kind, (value: unknown) => boolean>>> = {
  text: (value) => value === '',
  flag: (value) => value === false,
};
/** Where it can. */
const POINTERS: ReadonlySet<string> = new Set(['$ref', 'x-kubernetes-list-type', 'x-kubernetes-map-type', 'x-kubernetes-preserve-unknown-fields']);

/** The keywords that the API server decodes, by what they hold. */
const KEYWORDS = {
  $ref: 'text', $schema: 'text', description: 'text', format: 'text', id: 'text', pattern: 'text', title: 'text', type: 'text', 'x-kubernetes-list-type': 'text', 'x-kubernetes-map-type': 'text',
  exclusiveMaximum: 'flag', exclusiveMinimum: 'flag', nullable: 'flag', uniqueItems: 'flag', 'x-kubernetes-embedded-resource': 'flag', 'x-kubernetes-int-or-string': 'flag', 'x-kubernetes-preserve-unknown-fields': 'flag',
  maximum: 'number', minimum: 'number', multipleOf: 'number', maxItems: 'count', maxLength: 'count', maxProperties: 'count', minItems: 'count', minLength: 'count', minProperties: 'count',
  required: 'texts', 'x-kubernetes-list-map-keys': 'texts',
  not: 'schema', allOf: 'schemas', anyOf: 'schemas', oneOf: 'schemas', properties: 'schemaMap', patternProperties: 'schemaMap', definitions: 'schemaMap',
  items: 'schemaOrList', additionalItems: 'schemaOrFlag', additionalProperties: 'schemaOrFlag',
  default: 'any', enum: 'list', example: 'any', externalDocs: 'map', dependencies: 'map', 'x-kubernetes-validations': 'maps',
} as const satisfies Record<keyof JSONSchemaProps, string>;
type Kind = (typeof KEYWORDS)[keyof typeof KEYWORDS];

function readKeyword(value: unknown, kind: Kind, path: string, misread: (one: Misread) => void, depth: number): unknown {
  const below = (part: unknown, at: string): JSONSchemaProps | undefined => schemaIn(part, at, misread, depth + 1);
  switch (kind) {
    case 'schema':
      return below(value, path);
    case 'schemaOrFlag':
      return typeof value === 'boolean' ? value : below(value, path);
    case 'schemaOrList':
      // Another value the API server overlooks.
      return Array.isArray(value) ? value : isFields(value) ? below(value, path) : undefined;
    case 'schemas':
      if (Array.isArray(value)) return value.map((part: unknown, index) => below(part, `${path}[${index}]`) ?? {});
      break;
    case 'schemaMap':
      if (isFields(value)) return Object.keys(value).length === 0 && !path.endsWith('.properties') ? undefined : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, below(part, `${path}[${JSON.stringify(key)}]`) ?? {}]));
      break;
    default:
      if (HOLDS[kind](value)) return value;
  }
  misread({ path, value, wants: WORDS[kind] });
  return undefined;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const HOLDS: Readonly<Record<Exclude<Kind, 'schema' | 'schemas' | 'schemaMap' | 'schemaOrList' | 'schemaOrFlag'>, (value: unknown) => boolean>> = {
  any: () => true,
  text: isText,
  flag: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  count: (value) => Number.isInteger(value),
  texts: (value) => Array.isArray(value) && value.every(isText),
  list: Array.isArray,
  map: isFields,
  maps: (value) => Array.isArray(value) && value.every((one) => isFields(one) && Object.entries(one).every(([key, part]) => part === null || (key === 'optionalOldSelf' ? typeof part === 'boolean' : !RULE_TEXTS.has(key) || isText(part)))),
};
const RULE_TEXTS: ReadonlySet<string> = new Set(['rule', 'message', 'messageExpression', 'reason', 'fieldPath']);
const WORDS: Readonly<Record<Kind, string>> = { any: 'anything', text: 'a string', flag: 'true or false', number: 'a number', count: 'an integer', texts: 'a list of strings', list: 'a list', map: 'a map', maps: 'a list of rules', schema: 'a schema', schemas: 'a list of schemas', schemaMap: 'a map of schemas', schemaOrList: 'a schema', schemaOrFlag: 'true, false or a schema' };
