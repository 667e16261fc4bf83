import { Construct } from 'constructs';
import { ExternalSecret, type ExternalSecretProps } from '../../imports/external-secrets.io/external-secret.ts';
import { UserError, quoted } from '../kernel/problem.ts';
import { contentHash } from './content-hash.ts';
import { type Dependency, type Endpoint, type SecretFiles } from './dependency.ts';
import { PropCheck } from './prop-check.ts';
import { DIRECTORY, DNS_LABEL, FILE_NAME, VARIABLE_NAME, checkFormat, checkKey } from './prop-format.ts';
import { type SecretReference, checkReference, parseReference } from './secret-reference.ts';
import { System } from './system.ts';
import { type SecretStoreRef } from './target.ts';
import { type SecretVariable } from './variable.ts';
import { WAVE } from './wave.ts';

/** What is read from the target's secret store, and what pods see of it. */
export interface ExternalSecretsProps {
  /** What it is called; the objects' name is this and a hash. */
  readonly name: string;
  /** Component that the objects belong to. @default the system itself */
  readonly component?: string;
  /** Where each key's value lies in the store: `path#property`, or the two apart. */
  readonly keys: Readonly<Record<string, SecretReference>>;
  /**
   * Keys whose values are made of the others, as Go templates over them.
   *
   * @default none
   * @see https://external-secrets.io/latest/guides/templating/
   */
  readonly composed?: Readonly<Record<string, string>>;
  /**
   * Each key an environment variable of its name, or a file in a directory; or `keys`: neither, and
   * whoever made it takes single ones with `variable()`.
   * @default 'variables'
   */
  readonly as?: 'variables' | 'keys' | { readonly directory: string };
}

/**
 * Secrets that External Secrets Operator fetches from the target's store. The names of the
 * ExternalSecret and of its Secret end in a hash of keys and references: changed references make a new Secret, which
 * the sync waits for (the health of an ExternalSecret does not tell an old answer from a new one)
 * and which rolls the pods, while the old one stays for the old pods until everything is synced.
 */
export class ExternalSecrets extends Construct implements Dependency {
  readonly name: string;
  readonly variables: Readonly<Record<string, SecretVariable>>;
  readonly endpoints: readonly Endpoint[] = [];
  readonly files: readonly SecretFiles[];
  /** Name of the Secret that the operator writes. */
  readonly secretName: string;

  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id);
    const { as = 'variables', composed = {} } = props;
    checkProps(props);
    const system = System.of(this);
    const store = storeOf(system, props.name);
    const data = dataOf(props.keys);
    this.name = props.name;
    this.secretName = `${props.name}-${contentHash({ store: { kind: store.kind, name: store.name }, data, composed })}`;
    const keys = [...Object.keys(props.keys), ...Object.keys(composed)].sort();
    this.variables = as === 'variables' ? Object.fromEntries(keys.map((key) => [key, this.variable(key)])) : {};
    this.files = typeof as === 'string' ? [] : [{ secret: this.secretName, directory: as.directory, items: Object.fromEntries(keys.map((key) => [key, key])) }];
    new ExternalSecret(this, 'secret', {
      metadata: system.metadata({
        name: this.secretName,
        wave: WAVE.prerequisites,
        ...(props.component === undefined ? {} : { component: props.component }),
      }),
      spec: specOf(this.secretName, store, data, composed),
    });
  }

  /** A variable that holds the value of a key. */
  variable(key: string): SecretVariable {
    return { secret: this.secretName, key };
  }
}

type Spec = NonNullable<ExternalSecretProps['spec']>;
type Data = NonNullable<Spec['data']>;

/** Every default that the operator's versions fill in stands here, because list elements drift on what is left out. */
function dataOf(keys: ExternalSecretsProps['keys']): Data {
  return Object.keys(keys)
    .sort()
    .map((secretKey) => ({
      remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None', ...parseReference(keys[secretKey]!) },
      secretKey,
    }));
}

function specOf(name: string, store: SecretStoreRef, data: Data, composed: Readonly<Record<string, string>>): Spec {
  return {
    data,
    refreshInterval: store.refreshInterval,
    secretStoreRef: { kind: store.kind, name: store.name },
    target: {
      creationPolicy: 'Owner',
      // A value lost in the store must not take the running system down.
      deletionPolicy: 'Retain',
      name,
      ...(Object.keys(composed).length === 0 ? {} : { template: { data: composed, engineVersion: 'v2', mergePolicy: 'Merge' } }),
    },
  };
}

function storeOf(system: System, name: string): SecretStoreRef {
  const store = system.target.secretStore;
  if (store !== undefined) return store;
  throw new UserError({
    path: name,
    message: `${quoted(name)} reads secrets, and the target has no secret store`,
    allowed: 'a secretStore in overlays/environments.yaml',
    fix: 'secretStore: { kind: ClusterSecretStore, name: <name>, refreshInterval: 1h }',
  });
}

function checkProps({ name, keys, composed = {}, as = 'variables' }: ExternalSecretsProps): void {
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  if (Object.keys(keys).length === 0) check.add('keys', 'no key, so there is nothing to fetch', { fix: 'keys: { API_TOKEN: shop/api#token }' });
  for (const key of [...Object.keys(keys), ...Object.keys(composed)]) {
    if (as === 'variables') checkKey(check, `keys.${key}`, key, VARIABLE_NAME);
    else checkFormat(check, `keys.${key}`, key, FILE_NAME);
  }
  for (const [key, reference] of Object.entries(keys)) {
    checkReference(check, `keys.${key}`, reference);
    if (Object.hasOwn(composed, key)) check.add(`composed.${key}`, 'is fetched as well, and a key has one value', { fix: `remove ${key} from keys or from composed` });
  }
  if (typeof as !== 'string') checkFormat(check, 'as.directory', as.directory, DIRECTORY);
  check.throwIfAny();
}
