import { type SecretReference } from './secret-reference.ts';

/** A bundle of credentials in the store, and which of its fields is which. */
export interface CredentialBundle {
  /** Where the bundle lies. */
  readonly path: string;
  /** Property of the bundle by the name that the program knows it by, such as `API_KEY`: `api_key`. */
  readonly fieldMapping: Readonly<Record<string, string>>;
}

/** The keys of ExternalSecrets for a bundle: `<PREFIX>_<FIELD>`, each read from its property. */
export function credentialKeys(prefix: string, { path, fieldMapping }: CredentialBundle): Readonly<Record<string, SecretReference>> {
  return Object.fromEntries(Object.entries(fieldMapping).map(([field, property]) => [`${prefix}_${field}`, { key: path, property }]));
}
