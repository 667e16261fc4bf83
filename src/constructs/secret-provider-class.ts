import { type Construct } from 'constructs';
import { SecretProviderClass } from '../../imports/secrets-store.csi.x-k8s.io/secret-provider-class.ts';
import { quoted } from '../kernel/problem.ts';
import { type ParsedReference } from './secret-reference.ts';
import { type PropCheck } from './prop-check.ts';
import { type SystemMetadata } from './system.ts';
import { type SecretProvider, type SecretStoreRef } from './target.ts';

/** What a SecretProviderClass is made from. */
export interface ProviderClassProps {
  readonly metadata: SystemMetadata;
  readonly store: SecretStoreRef;
  /** Where each file's value lies, as the provider names it. */
  readonly locations: Readonly<Record<string, ParsedReference>>;
  /** Name of the Secret that the driver writes of the files; absent: none, so that nothing is kept in the cluster. */
  readonly secret?: string | undefined;
}

/**
 * Adds the class that a Secrets Store CSI volume is filled by. The driver writes the Secret when the
 * first pod mounts the volume and removes it with the last, so whoever reads the Secret must mount
 * the volume as well; the kubelet waits for both before it starts a container.
 *
 * @see https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret
 */
export function addProviderClass(scope: Construct, id: string, { metadata, store, locations, secret }: ProviderClassProps): void {
  const names = Object.keys(locations).sort();
  const { provider, parameter, own, objects } = PROVIDERS[store.provider];
  const given = Object.fromEntries(Object.entries(store.parameters).filter(([name]) => !own.includes(name)));
  new SecretProviderClass(scope, id, {
    metadata,
    spec: {
      parameters: { ...given, [parameter]: objects(names.map((name) => ({ name, ...locations[name]! })), store.parameters) },
      provider,
      ...(secret === undefined ? {} : { secretObjects: [{ data: names.map((name) => ({ key: name, objectName: name })), secretName: secret, type: 'Opaque' }] }),
    },
  });
}

/** Notes parameters that the provider cannot do without, and those that slipway itself writes. */
export function checkParameters(check: PropCheck, { provider, parameters }: Pick<SecretStoreRef, 'provider' | 'parameters'>): void {
  const { parameter, required } = PROVIDERS[provider];
  for (const names of required) {
    if (names.some((name) => Object.hasOwn(parameters, name) && parameters[name] !== '')) continue;
    check.add(`parameters.${names[0]}`, `the CSI provider of ${provider} cannot do without it`, {
      allowed: names.join(' or '),
      fix: `parameters: { ${names[0]}: ${EXAMPLES[names[0]!]} }`,
    });
  }
  if (Object.hasOwn(parameters, parameter)) check.add(`parameters.${parameter}`, `${quoted(parameter)} is written by slipway, from the references`, { fix: 'remove it' });
}

/** A file and where its value lies. */
interface Item extends ParsedReference {
  readonly name: string;
}

interface Provider {
  readonly provider: string;
  /** Parameter that lists what is fetched. */
  readonly parameter: string;
  /** Parameters that are needed to write that list, and that the provider itself does not know. */
  readonly own: readonly string[];
  /** Parameters without which nothing can be fetched; of those in one list, any one. */
  readonly required: readonly (readonly string[])[];
  objects(items: readonly Item[], parameters: Readonly<Record<string, string>>): string;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  clientID: '00000000-0000-0000-0000-000000000000',
  keyvaultName: 'acme-shop',
  kvMount: 'secret',
  projectId: 'acme-shop',
  roleName: 'shop',
  tenantId: '00000000-0000-0000-0000-000000000000',
  vaultAddress: 'https://vault.acme.example:8200',
};

const PROVIDERS: Readonly<Record<SecretProvider, Provider>> = {
  /** @see https://developer.hashicorp.com/vault/docs/platform/k8s/csi/configurations */
  vault: {
    provider: 'vault',
    parameter: 'objects',
    own: ['kvMount', 'kvVersion'],
    required: [['roleName'], ['vaultAddress'], ['kvMount']],
    objects: (items, { kvMount, kvVersion }) =>
      list(items.map(({ name, key, property }) => [['objectName', name], ['secretPath', `${kvMount}/${kvVersion === '1' ? '' : 'data/'}${key}`], ['secretKey', property]])),
  },
  'aws-secrets-manager': aws('secretsmanager'),
  'aws-parameter-store': aws('ssmparameter'),
  /** @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/usage/ */
  'azure-key-vault': {
    provider: 'azure',
    parameter: 'objects',
    own: [],
    required: [['keyvaultName'], ['tenantId'], ['clientID', 'useVMManagedIdentity', 'usePodIdentity']],
    objects: (items) => `array:\n${items.map(({ name, key }) => `  - |\n    objectName: ${JSON.stringify(key)}\n    objectType: "secret"\n    objectAlias: ${JSON.stringify(name)}\n`).join('')}`,
  },
  /** @see https://github.com/GoogleCloudPlatform/secrets-store-csi-driver-provider-gcp#usage */
  'gcp-secret-manager': {
    provider: 'gcp',
    parameter: 'secrets',
    own: ['projectId'],
    required: [['projectId']],
    objects: (items, { projectId }) =>
      list(items.map(({ name, key, property }) => [['resourceName', `projects/${projectId}/secrets/${key}/versions/latest`], ['path', name], ['extractJSONKey', property]])),
  },
};

/**
 * An object may be named once, with everything that is taken from it below.
 *
 * @see https://github.com/aws/secrets-store-csi-driver-provider-aws#secretproviderclass-options
 */
function aws(objectType: string): Provider {
  return {
    provider: 'aws',
    parameter: 'objects',
    own: [],
    required: [],
    objects: (items) => {
      const byKey = new Map<string, Item[]>();
      for (const item of items) byKey.set(item.key, [...(byKey.get(item.key) ?? []), item]);
      return [...byKey]
        .map(([key, taken]) => {
          const whole = taken.find(({ property }) => property === undefined);
          const parts = taken.filter(({ property }) => property !== undefined);
          // The provider refuses an alias that is the name itself.
          const head = list([[['objectName', key], ['objectType', objectType], ['objectAlias', whole?.name === key ? undefined : whole?.name]]]);
          if (parts.length === 0) return head;
          return `${head}  jmesPath:\n${parts.map(({ name, property }) => `    - path: ${JSON.stringify(jmesPath(property!))}\n      objectAlias: ${JSON.stringify(name)}\n`).join('')}`;
        })
        .join('');
    },
  };
}

/** A property by its name, whatever characters it has. @see https://jmespath.org/specification.html#identifiers */
function jmesPath(property: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(property) ? property : JSON.stringify(property);
}

/** YAML of a list of maps; what has no value is left out. */
function list(maps: readonly (readonly (readonly [string, string | undefined])[])[]): string {
  return maps
    .map((map) => {
      const lines = map.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${JSON.stringify(value)}`]));
      return lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}\n`).join('');
    })
    .join('');
}
