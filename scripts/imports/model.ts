/** A TypeScript type, as the generator holds it before it is printed. */
export type TypeNode =
  /** Written as it stands: `string`, `'TCP' | 'UDP'`. */
  | { readonly is: 'text'; readonly text: string }
  /** A declared type, by the id of its declaration. */
  | { readonly is: 'ref'; readonly id: string }
  /** One of several. */
  | { readonly is: 'either'; readonly of: readonly TypeNode[] }
  | { readonly is: 'list'; readonly of: TypeNode }
  | { readonly is: 'map'; readonly of: TypeNode };

/** One field of an object, under the API's own name. */
export interface Field {
  readonly name: string;
  readonly type: TypeNode;
  readonly optional: boolean;
}

/** The fields of an object type. */
export interface ObjectShape {
  readonly fields: readonly Field[];
  /** Whether the API keeps fields that the schema does not name. */
  readonly open: boolean;
}

/** A named type in a generated file. */
export type Declaration =
  | { readonly is: 'interface'; readonly name: string; readonly shape: ObjectShape }
  | { readonly is: 'alias'; readonly name: string; readonly type: TypeNode };

/** A kind, for which a props interface and a thin class are printed. */
export interface KindDeclaration {
  /** Name of the class; the kind, or the kind and its version. */
  readonly name: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Everything an object of the kind holds but apiVersion, kind, metadata and status. */
  readonly fields: readonly Field[];
}

/** Any JSON value: nothing is known of it. */
export const ANYTHING: TypeNode = { is: 'text', text: 'unknown' };
/** An object in which every field is kept. */
export const OPEN_OBJECT: TypeNode = { is: 'map', of: ANYTHING };
/** An object without fields: the API server prunes or refuses whatever is put in. */
export const EMPTY_OBJECT: TypeNode = { is: 'map', of: { is: 'text', text: 'never' } };
