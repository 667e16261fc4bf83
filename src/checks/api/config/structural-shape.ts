import { type JSONSchemaProps } from '../../../../imports/kubernetes.ts';
import { type CelShape, DYN, listShape, mapShape, objectShape, STRING, UNKNOWN } from '../../schema/cel/cel-shape.ts';

/**
 * What a rule in CEL sees of a value of a schema; undefined where the schema doesn't say its type, so that it
 * sees nothing.
 * @param isResource whether it has kind, apiVersion and the names of metadata, named or not
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export function structuralShape(schema: JSONSchemaProps, isResource: boolean, depth = 0): CelShape | undefined {
  // Of recursion the API server knows none, and deeper than this nobody looks.
  if (depth > DEEPEST) return UNKNOWN;
  const below = (one: JSONSchemaProps): CelShape | undefined => structuralShape(one, one['x-kubernetes-embedded-resource'] === true, depth + 1);
  if (schema['x-kubernetes-int-or-string'] === true) return DYN;
  switch (schema.type) {
    case 'array': {
      const items = schema.items === undefined || Array.isArray(schema.items) ? undefined : below(schema.items as JSONSchemaProps);
      return items === undefined ? undefined : listShape(items);
    }
    case 'object': {
      const { additionalProperties: free } = schema;
      if (typeof free === 'object') {
        const values = below(free);
        return values === undefined ? undefined : mapShape(values);
      }
      return fieldsShape(schema, isResource, depth, below);
    }
    case 'string':
      return { is: FORMATS.get(schema.format ?? '') ?? 'string' };
    case 'boolean':
      return { is: 'bool' };
    case 'number':
      return { is: 'double' };
    case 'integer':
      return { is: 'int' };
    default:
      return undefined;
  }
}

const DEEPEST = 200;
const FORMATS: ReadonlyMap<string, 'bytes' | 'duration' | 'timestamp'> = new Map([['byte', 'bytes'], ['duration', 'duration'], ['date', 'timestamp'], ['date-time', 'timestamp']]);
const NAMES = objectShape({ name: STRING, generateName: STRING });

/** Fields are looked at when asked for: a rule at the root sees few of thousands. */
function fieldsShape({ properties = {} }: JSONSchemaProps, isResource: boolean, depth: number, below: (schema: JSONSchemaProps) => CelShape | undefined): CelShape {
  let names: Map<string, string> | undefined;
  const shapes = new Map<string, CelShape | undefined>();
  return {
    is: 'object',
    field: (name) => {
      // An embedded one may say more of its metadata.
      if (isResource && name === 'metadata') return depth === 0 ? NAMES : UNKNOWN;
      if (isResource && (name === 'kind' || name === 'apiVersion')) return STRING;
      if (shapes.has(name)) return shapes.get(name);
      names ??= new Map(Object.keys(properties).map((key) => [escaped(key), key]));
      const key = names.get(name);
      const shape = key === undefined ? undefined : below(properties[key]!);
      shapes.set(name, shape);
      return shape;
    },
  };
}

/** A field `namespace` is `__namespace__` in a rule, `a-b` is `a__dash__b`. */
function escaped(key: string): string {
  return RESERVED.test(key) ? `__${key}__` : key.replace(/__|[-./]/g, (sign) => `__${SIGNS[sign]!}__`);
}

const RESERVED = /^(?:true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/;
const SIGNS: Readonly<Record<string, string>> = { __: 'underscores', '-': 'dash', '.': 'dot', '/': 'slash' };
