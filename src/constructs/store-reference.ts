import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';
import { type ParsedReference, parseReference, type SecretReference } from './secret-reference.ts';
import { type SecretProvider, type SecretStoreRef } from './target.ts';

/**
 * The reference as the provider names it. Parameter Store's names begin with `/`; Key Vault and GCP
 * Secret Manager know no `/`, so each is written `--`. No two references that {@link checkStoreReference}
 * accepts become one name.
 */
export function inStore(provider: SecretProvider, reference: SecretReference): ParsedReference {
  const { key, ...rest } = parseReference(reference);
  return { key: PROVIDERS[provider].name(key), ...rest };
}

/** Notes a reference that the store cannot hold, or that it could not be told apart from another one in. */
export function checkStoreReference(check: PropCheck, prop: string, { provider, via }: Pick<SecretStoreRef, 'provider' | 'via'>, reference: SecretReference): void {
  const { key, property } = parseReference(reference);
  const { path, product } = PROVIDERS[provider];
  // A key may be the name of a file, with dots of its own.
  const last = prop.replace(/^keys\./, '');
  if (!path.accepts(key)) check.add(prop, `${product} cannot hold a value at ${quoted(key)}`, { allowed: path.allowed, fix: `${last}: ${path.example}${property === undefined ? '' : `#${property}`}` });
  if (property !== undefined && provider !== 'vault' && !/^[A-Za-z0-9_.-]+$/.test(property)) {
    // Anything else is an operator of the query language that the value is read by.
    check.add(prop, `${quoted(property)} is no property that can be read from a JSON value`, { allowed: 'letters, digits, "_", "-" and "."', fix: `${last}: ${key}#${last.toLowerCase()}` });
  }
  if (via !== 'csi') return;
  if (provider === 'azure-key-vault' && property !== undefined) {
    check.add(prop, `the CSI provider of ${product} takes no property out of a value`, { allowed: 'a secret for each value, or via: external-secrets', fix: `${last}: { key: ${key}/${property.toLowerCase().replace(/[^a-z0-9]+/g, '-')} }` });
  }
  if (provider === 'vault' && property === undefined) {
    check.add(prop, 'the CSI provider of Vault would bring the whole answer of the server, not the value', { allowed: 'path#property', fix: `${last}: ${key}#${last.toLowerCase()}` });
  }
}

interface Naming {
  /** What it is called. */
  readonly product: string;
  readonly path: { readonly allowed: string; readonly example: string; accepts(path: string): boolean };
  /** Name of what lies at the path. */
  name(path: string): string;
}

const same = (path: string): string => path;
const matching = (pattern: RegExp, most: number) => (path: string) => path.length <= most && pattern.test(path);

const PROVIDERS: Readonly<Record<SecretProvider, Naming>> = {
  vault: { product: 'Vault', path: { allowed: 'any path', example: 'shop/runtime', accepts: () => true }, name: same },
  /** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html */
  'aws-secrets-manager': {
    product: 'AWS Secrets Manager',
    path: { allowed: 'up to 512 letters, digits and /_+=.@-', example: 'shop/runtime', accepts: matching(/^[A-Za-z0-9/_+=.@-]+$/, 512) },
    name: same,
  },
  /** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
  'aws-parameter-store': {
    product: 'Parameter Store',
    path: {
      allowed: 'up to 15 parts of letters, digits and _.- with "/" between them, the first "/" left out; no name of AWS itself (aws..., ssm...)',
      example: 'shop/runtime',
      accepts: matching(/^(?!aws|ssm)[a-z0-9_.-]+(\/[a-z0-9_.-]+){0,14}$/i, 1010),
    },
    name: (path) => `/${path}`,
  },
  /** @see https://learn.microsoft.com/en-us/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers */
  'azure-key-vault': {
    product: 'Key Vault',
    path: {
      // Its names do not tell capitals from small letters.
      allowed: 'parts of a-z and 0-9, single "-" inside them, "/" between them (written "--"), at most 127 characters',
      example: 'shop/runtime',
      accepts: (path) => /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*$/.test(path) && hyphenated(path).length <= 127,
    },
    name: hyphenated,
  },
  /** @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create */
  'gcp-secret-manager': {
    product: 'Secret Manager',
    path: {
      allowed: 'parts of letters, digits and "_", single "-" inside them, "/" between them (written "--"), at most 255 characters',
      example: 'shop/runtime',
      accepts: (path) => /^\w+(-\w+)*(\/\w+(-\w+)*)*$/.test(path) && hyphenated(path).length <= 255,
    },
    name: hyphenated,
  },
};

function hyphenated(path: string): string {
  return path.replace(/\//g, '--');
}
