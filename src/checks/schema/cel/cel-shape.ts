/**
 * What is known of the type of an expression before there is a value: `dyn` is what the API server itself
 * checks only when it evaluates, `unknown` what isn't followed here.
 */
export type CelShape =
  | { readonly is: Scalar | 'dyn' | 'unknown' }
  | { readonly is: 'list'; readonly items: CelShape }
  | { readonly is: 'map'; readonly values: CelShape }
  | { readonly is: 'object'; readonly field: (name: string) => CelShape | undefined };

/** Types without parts. */
export type Scalar = 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'null' | 'duration' | 'timestamp' | 'type';

/** The variables in sight, by name. */
export type CelVariables = ReadonlyMap<string, CelShape>;

export const BOOL: CelShape = { is: 'bool' };
export const INT: CelShape = { is: 'int' };
export const STRING: CelShape = { is: 'string' };
/** A type, as `type(self)` is. */
export const TYPE: CelShape = { is: 'type' };
/** Anything, as the API server has it. */
export const DYN: CelShape = { is: 'dyn' };
/** Nobody here can tell. */
export const UNKNOWN: CelShape = { is: 'unknown' };

/** A list of items of a shape. */
export function listShape(items: CelShape): CelShape {
  return { is: 'list', items };
}

/** A map with texts for keys. */
export function mapShape(values: CelShape): CelShape {
  return { is: 'map', values };
}

/** An object with these fields and no others. */
export function objectShape(fields: Readonly<Record<string, CelShape>>): CelShape {
  return { is: 'object', field: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined) };
}

/** Whether nothing can be said against a shape. */
export function isOpen({ is }: CelShape): boolean {
  return is === 'dyn' || is === 'unknown';
}
