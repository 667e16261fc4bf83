import { type SchemaNode } from '../../../api/schema/schema-node.ts';
import { goDuration } from '../go-duration.ts';
import { CelError } from './cel-error.ts';
import { CelDuration, CelList, CelMap, CelTime, type CelValue } from './cel-value.ts';
import { timeOf } from './time-text.ts';

/**
 * A value of a manifest as rules see it: of the types its schema says, with only the fields the schema
 * names. What is inside is made when looked at.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export function boundValue(value: unknown, node: SchemaNode): CelValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return node.type === 'number' || !Number.isInteger(value) ? value : BigInt(value);
  if (typeof value === 'string') return boundText(value, node);
  if (Array.isArray(value)) {
    const { items, listType, listKeys } = node;
    const sort = listType === 'set' ? 'set' : listType === 'map' ? listKeys : undefined;
    return new CelList(items === undefined ? [] : value.map((item) => boundValue(item, items)), sort);
  }
  return new BoundMap(value as Readonly<Record<string, unknown>>, node);
}

function boundText(value: string, { type, format }: SchemaNode): CelValue {
  if (type !== 'string') return value;
  switch (format) {
    case 'byte':
      return new Uint8Array(Buffer.from(value, 'base64'));
    case 'date-time': {
      const nanos = timeOf(value);
      if (nanos === undefined) throw new CelError(`Invalid date-time ${JSON.stringify(value)}`);
      return new CelTime(nanos);
    }
    case 'date': {
      const nanos = timeOf(`${value}T00:00:00Z`);
      if (nanos === undefined) throw new CelError(`Invalid date ${JSON.stringify(value)}`);
      return new CelTime(nanos);
    }
    case 'duration': {
      const nanos = goDuration(value);
      if (nanos === undefined) throw new CelError(`Invalid duration ${JSON.stringify(value)}`);
      return new CelDuration(nanos);
    }
    default:
      return value;
  }
}

class BoundMap extends CelMap {
  readonly #known = new Map<string, CelValue>();

  constructor(
    private readonly fields: Readonly<Record<string, unknown>>,
    private readonly node: SchemaNode,
  ) {
    super();
  }

  get size(): number {
    return this.keys().length;
  }

  has(key: CelValue): boolean {
    return this.#name(key) !== undefined;
  }

  get(key: CelValue): CelValue | undefined {
    const name = this.#name(key);
    if (name === undefined) return undefined;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const value = boundValue(this.fields[name], this.node.field(name)!);
    this.#known.set(name, value);
    return value;
  }

  keys(): readonly CelValue[] {
    return Object.keys(this.fields).filter((name) => this.node.field(name) !== undefined);
  }

  /** The name of a field as the manifest writes it; undefined where it has none, or the schema doesn't know it. */
  #name(key: CelValue): string | undefined {
    if (typeof key !== 'string') return undefined;
    const name = this.node.hasNames ? unescaped(key) : key;
    return Object.hasOwn(this.fields, name) && this.node.field(name) !== undefined ? name : undefined;
  }
}

/** `__namespace__` in a rule is the field `namespace`, `a__dash__b` the field `a-b`. */
function unescaped(key: string): string {
  if (!key.includes('__')) return key;
  const reserved = RESERVED.exec(key);
  return reserved === null ? key.replace(/__(underscores|dot|dash|slash)__/g, (_all, word: keyof typeof SIGNS) => SIGNS[word]) : reserved[1]!;
}

const RESERVED = /^__(true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)__$/;
const SIGNS = { underscores: '__', dot: '.', dash: '-', slash: '/' } as const;
