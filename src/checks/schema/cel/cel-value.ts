import { CelError } from './cel-error.ts';

/**
 * A value of an expression: `bigint` is CEL's int, `number` its double, `Uint8Array` its bytes.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#values
 */
export type CelValue = null | boolean | bigint | number | string | Uint8Array | CelUint | CelList | CelMap | CelTime | CelDuration | CelOptional | CelType | CelOpaque;

/** An int without a sign. */
export class CelUint {
  constructor(readonly value: bigint) {}
}

/** A list; one of a schema may be a set or a map by its keys, which then are equal in any order. */
export class CelList {
  constructor(
    readonly items: readonly CelValue[],
    readonly sort?: 'set' | readonly string[],
  ) {}
}

/** A map, or an object of a schema: fields are looked up when asked for. */
export abstract class CelMap {
  abstract readonly size: number;
  abstract has(key: CelValue): boolean;
  /** Undefined where it has no such key. */
  abstract get(key: CelValue): CelValue | undefined;
  abstract keys(): readonly CelValue[];
}

/** A moment. */
export class CelTime {
  /** @param nanos billionths of a second since 1970, UTC */
  constructor(readonly nanos: bigint) {}
}

/** A span of time. */
export class CelDuration {
  constructor(readonly nanos: bigint) {}
}

/** A value that may be missing. */
export class CelOptional {
  /** @param value undefined for none */
  constructor(readonly value: CelValue | undefined) {}
}

/** A type as a value. */
export class CelType {
  constructor(readonly name: string) {}
}

/** A value of Kubernetes' libraries: an address, a range, a URL, a quantity, a version, a format. */
export abstract class CelOpaque {
  abstract readonly type: string;
  abstract equals(other: CelOpaque): boolean;
}

/** A map that an expression writes out. */
export class CelLiteralMap extends CelMap {
  readonly #entries = new Map<string, readonly [CelValue, CelValue]>();

  /** @throws {CelError} for a key that can be none, or that stands there again */
  add(key: CelValue, value: CelValue): void {
    const text = keyText(key);
    if (this.#entries.has(text)) throw new CelError(`Failed with repeated key`);
    this.#entries.set(text, [key, value]);
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: CelValue): boolean {
    return this.#entries.has(keyText(key));
  }

  get(key: CelValue): CelValue | undefined {
    return this.#entries.get(keyText(key))?.[1];
  }

  keys(): readonly CelValue[] {
    return [...this.#entries.values()].map(([key]) => key);
  }
}

/** A key as text: numbers of one value are one key. */
function keyText(key: CelValue): string {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (typeof key === 'bigint') return `n${key}`;
  if (key instanceof CelUint) return `n${key.value}`;
  if (typeof key === 'number' && Number.isInteger(key)) return `n${BigInt(key)}`;
  throw new CelError(`unsupported key type: ${typeNameOf(key)}`);
}

/** The name of a value's type. */
export function typeNameOf(value: CelValue): string {
  if (value === null) return 'null_type';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return 'double';
    case 'string':
      return 'string';
    default:
  }
  if (value instanceof Uint8Array) return 'bytes';
  if (value instanceof CelUint) return 'uint';
  if (value instanceof CelList) return 'list';
  if (value instanceof CelMap) return 'map';
  if (value instanceof CelTime) return 'google.protobuf.Timestamp';
  if (value instanceof CelDuration) return 'google.protobuf.Duration';
  if (value instanceof CelOptional) return 'optional_type';
  if (value instanceof CelType) return 'type';
  return value.type;
}

/** The bounds of int and uint. */
export const INT_LEAST = -(2n ** 63n);
export const INT_MOST = 2n ** 63n - 1n;
export const UINT_MOST = 2n ** 64n - 1n;
