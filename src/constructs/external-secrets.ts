import { Construct } from 'constructs';
import { ExternalSecret, type ExternalSecretProps } from '../../imports/external-secrets.io/external-secret.ts';
import { UserError, quoted } from '../kernel/problem.ts';
import { contentHash } from './content-hash.ts';
import { type Dependency, type Endpoint, type SecretFiles } from './dependency.ts';
import { PropCheck } from './prop-check.ts';
import { DIRECTORY, DNS_LABEL, FILE_NAME, VARIABLE_NAME, checkFormat, checkKey } from './prop-format.ts';
import { addProviderClass, checkParameters } from './secret-provider-class.ts';
import { type ParsedReference, type SecretReference, checkReference } from './secret-reference.ts';
import { checkStoreReference, inStore } from './store-reference.ts';
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
   * Keys whose values are made of the others, as Go templates over them; only External Secrets
   * Operator can, a CSI volume brings values as they are.
   *
   * @default none
   * @see https://external-secrets.io/latest/guides/templating/
   */
  readonly composed?: Readonly<Record<string, string>>;
  /**
   * Each key an environment variable of its name, or a file in a directory; or `keys`: neither, and
   * whoever made it takes single ones with `variable()`; or `operator`: an operator reads the Secret
   * by its name, which no CSI volume can serve.
   * @default 'variables'
   */
  readonly as?: 'variables' | 'keys' | 'operator' | SecretDirectory;
  /**
   * Which rotation of the values this is, such as `2026-11`: another text makes another Secret, which
   * is fetched anew and rolls the pods, as any release does.
   * @default the Secret follows the store, and pods see a new value when they restart
   */
  readonly rotation?: string | undefined;
}

/** Files instead of variables. */
export interface SecretDirectory {
  readonly directory: string;
  /**
   * Whether nobody but the pod's own group may read the files, as libpq asks of a private key. A CSI
   * driver gives its files to root, so that there the group reads the Secret that the driver writes.
   * @default false: a CSI volume's files are readable by all of the pod's processes
   */
  readonly private?: boolean | undefined;
}

const noted = (): Pick<ExternalSecretsProps, 'name' | 'keys'>[] => [];

/** What a system reads from the secret store, refused or not, in the order it was asked for. */
export function readSecrets(system: System): readonly Pick<ExternalSecretsProps, 'name' | 'keys'>[] {
  return system.shared(noted);
}

/**
 * Values of the target's secret store, in the form that the target says: a Secret that External
 * Secrets Operator writes, or a Secrets Store CSI volume. A system declares them once for both.
 *
 * The names of all objects end in a hash of keys and references: changed references make new
 * objects, which the sync waits for (the health of an ExternalSecret does not tell an old answer
 * from a new one) and which roll the pods, while the old ones stay for the old pods until everything
 * is synced.
 */
export class ExternalSecrets extends Construct implements Dependency {
  readonly name: string;
  readonly variables: Readonly<Record<string, SecretVariable>>;
  readonly endpoints: readonly Endpoint[] = [];
  /**
   * What a container mounts that reads any of them; a CSI volume has to be mounted for variables, too,
   * or there is no Secret.
   */
  readonly files: readonly SecretFiles[];
  /** Name of the Secret that is written. */
  readonly secretName: string;
  readonly #uncomposed: ReadonlySet<string>;

  constructor(scope: Construct, id: string, props: ExternalSecretsProps) {
    super(scope, id);
    const { as = 'variables', composed = {}, rotation } = props;
    const system = System.of(this);
    system.shared(noted).push({ name: props.name, keys: props.keys });
    checkProps(props, system.target.secretStore);
    const store = storeOf(system, props.name);
    const locations = Object.fromEntries(Object.keys(props.keys).sort().map((key) => [key, inStore(store.provider, props.keys[key]!)]));
    const csi = store.via === 'csi';
    const data = dataOf(locations);
    this.name = props.name;
    this.#uncomposed = new Set(csi ? Object.keys(composed) : []);
    this.secretName = `${props.name}-${contentHash(csi ? { store, locations, rotation } : { store: { kind: store.kind, name: store.name }, data, composed, rotation })}`;
    const keys = [...Object.keys(props.keys), ...Object.keys(composed)].sort();
    this.variables = as === 'variables' ? Object.fromEntries(keys.map((key) => [key, this.variable(key)])) : {};
    const group = typeof as === 'string' ? undefined : secretFiles(this.secretName, as.directory, keys);
    const metadata = system.metadata({
      name: this.secretName,
      wave: WAVE.prerequisites,
      ...(props.component === undefined ? {} : { component: props.component }),
    });
    if (csi) {
      const open = typeof as !== 'string' && as.private !== true;
      this.files = csiFiles(this.secretName, props.name, open ? as.directory : undefined, open ? undefined : group);
      addProviderClass(this, 'class', { metadata, store, locations, ...(open ? {} : { secret: this.secretName }) });
    } else {
      this.files = group === undefined ? [] : [group];
      new ExternalSecret(this, 'secret', { metadata, spec: specOf(this.secretName, store, data, composed) });
    }
  }

  /**
   * A variable that holds the value of a key. Its container mounts {@link files} as well.
   *
   * @throws UserError for a composed key where nobody composes
   */
  variable(key: string): SecretVariable {
    if (this.#uncomposed.has(key)) {
      throw new UserError({
        path: `${this.name}.composed.${key}`,
        message: `${quoted(key)} is put together from other values, and a CSI volume brings them as they are`,
        allowed: 'variables for the single values (host, port, user, password ...), or a store with via: external-secrets',
        fix: `variables: { host: ${this.name.toUpperCase().replace(/-/g, '_')}_HOST, password: ${this.name.toUpperCase().replace(/-/g, '_')}_PASSWORD }`,
      });
    }
    return { secret: this.secretName, key };
  }
}

type Spec = NonNullable<ExternalSecretProps['spec']>;
type Data = NonNullable<Spec['data']>;

/** Every default that the operator's versions fill in stands here, because list elements drift on what is left out. */
function dataOf(locations: Readonly<Record<string, ParsedReference>>): Data {
  return Object.entries(locations).map(([secretKey, location]) => ({
    remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None', ...location },
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

function secretFiles(secret: string, directory: string, keys: readonly string[]): SecretFiles {
  return { secret, directory, items: Object.fromEntries(keys.map((key) => [key, key])) };
}

/** The volume at the directory asked for, or out of the way beside the Secret's files and variables. */
function csiFiles(providerClass: string, name: string, directory: string | undefined, group: SecretFiles | undefined): SecretFiles[] {
  return [{ secret: providerClass, volume: 'csi', directory: directory ?? `/mnt/secrets-store/${name}`, items: {} }, ...(group === undefined ? [] : [group])];
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

function checkProps({ name, keys, composed = {}, as = 'variables', rotation }: ExternalSecretsProps, store: SecretStoreRef | undefined): void {
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  if (Object.keys(keys).length === 0) check.add('keys', 'no key, so there is nothing to fetch', { fix: 'keys: { API_TOKEN: shop/api#token }' });
  for (const key of [...Object.keys(keys), ...Object.keys(composed)]) {
    if (as === 'variables') checkKey(check, `keys.${key}`, key, VARIABLE_NAME);
    else checkFormat(check, `keys.${key}`, key, FILE_NAME);
  }
  for (const [key, reference] of Object.entries(keys)) {
    if (checkReference(check, `keys.${key}`, reference) && store !== undefined) checkStoreReference(check, `keys.${key}`, store, reference);
    if (Object.hasOwn(composed, key)) check.add(`composed.${key}`, 'is fetched as well, and a key has one value', { fix: `remove ${key} from keys or from composed` });
  }
  if (typeof as !== 'string') checkFormat(check, 'as.directory', as.directory, DIRECTORY);
  if (rotation !== undefined && !/^[A-Za-z0-9._-]{1,63}$/.test(rotation)) {
    check.add('rotation', `${quoted(rotation)} is no name of a rotation`, { allowed: 'up to 63 letters, digits, ".", "_" and "-"', fix: 'rotation: "2026-11"' });
  }
  if (store?.via === 'csi') checkCsi(check, store, { keys, composed, as });
  check.throwIfAny();
}

function checkCsi(check: PropCheck, store: SecretStoreRef, { keys, composed, as }: Required<Pick<ExternalSecretsProps, 'keys' | 'composed' | 'as'>>): void {
  checkParameters(check.within('secretStore'), store);
  if (as === 'operator') {
    check.add('', 'an operator reads this Secret, and the CSI driver writes one for pods alone that mount its volume', {
      allowed: 'a store with via: external-secrets, or an identity of the cloud instead of keys',
      fix: 'serviceAccountAnnotations: { eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/shop }',
    });
  }
  if (as !== 'keys') {
    for (const key of Object.keys(composed)) {
      check.add(`composed.${key}`, 'is put together from other values, and a CSI volume brings them as they are', { allowed: 'values of the store as they are, or a store with via: external-secrets', fix: `keys: { ${key}: shop/runtime#${key.toLowerCase()} }` });
    }
  }
  const wholes = new Map<string, string>();
  for (const [key, reference] of Object.entries(keys)) {
    const { key: path, property } = inStore(store.provider, reference);
    if (property !== undefined || !store.provider.startsWith('aws-')) continue;
    const other = wholes.get(path);
    if (other !== undefined) check.add(`keys.${key}`, `reads all of ${quoted(path)}, as ${other} does, and the CSI provider of AWS brings an object once`, { fix: `use ${other} in its place` });
    wholes.set(path, key);
  }
}
