import { type Subject } from '../../subject.ts';

/** The `spec` of the object as validation sees it; empty where it has none. Of what the schema wants, anything may be missing: the API server reads that as empty, and names it. */
export function specOf<T>({ defaulted }: Subject): Partial<T> {
  return (defaulted as { readonly spec?: Partial<T> | null }).spec ?? {};
}

/** The fields that a kind has beside metadata. */
export function bodyOf<T>({ defaulted }: Subject): Partial<T> {
  return defaulted as unknown as Partial<T>;
}
