import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { RULES } from '../checks/rules.ts';
import { checkBy } from '../checks/check-manifests.ts';
import { readOverlay } from '../kernel/yaml-reader.ts';
import { collectManifests } from '../render/collect.ts';
import { credentialKeys } from './credential-keys.ts';
import { ExternalSecrets, type ExternalSecretsProps } from './external-secrets.ts';
import { Foundation } from './foundation.ts';
import { Probe } from './probe.ts';
import { inStore } from './store-reference.ts';
import { type SecretProvider, type SecretStoreRef } from './target.ts';
import { exampleSystem, exampleTarget, objectOf, objectsOf, problemsOf, type Rendered } from './test-support.ts';
import { Worker } from './worker.ts';

const PARAMETERS: Readonly<Record<SecretProvider, Readonly<Record<string, string>>>> = {
  vault: { roleName: 'shop', vaultAddress: 'https://vault.acme.example:8200', kvMount: 'secret' },
  'aws-secrets-manager': { region: 'eu-central-1' },
  'aws-parameter-store': {},
  'azure-key-vault': { keyvaultName: 'acme-shop', tenantId: '00000000-0000-0000-0000-000000000001', clientID: '00000000-0000-0000-0000-000000000002' },
  'gcp-secret-manager': { projectId: 'acme-shop' },
};

function target(provider: SecretProvider, via: SecretStoreRef['via'], parameters = via === 'csi' ? PARAMETERS[provider] : {}): { target: { secretStore: SecretStoreRef } } {
  return { target: { secretStore: { ...exampleTarget.secretStore!, name: 'store', provider, via, parameters } } };
}

const keys = { API_TOKEN: 'shop/runtime#api-token', SMTP_PASSWORD: 'shop/smtp#password' };
const whole = { API_TOKEN: { key: 'shop/api-token' } };

function secrets(provider: SecretProvider, via: SecretStoreRef['via'], props: Partial<ExternalSecretsProps> = {}): ExternalSecrets {
  return new ExternalSecrets(exampleSystem(target(provider, via)), 'runtime', { name: 'runtime', keys, ...props });
}

function parsed(text: string): Rendered {
  return readOverlay(`objects:\n${text.replace(/^/gm, '  ')}`, 'objects').value;
}

describe('a reference under External Secrets Operator', () => {
  it.each<[SecretProvider, string]>([
    ['vault', 'shop/runtime'],
    ['aws-secrets-manager', 'shop/runtime'],
    ['aws-parameter-store', '/shop/runtime'],
    ['azure-key-vault', 'shop--runtime'],
    ['gcp-secret-manager', 'shop--runtime'],
  ])('is named as %s names it, its property untouched', (provider, key) => {
    const made = secrets(provider, 'external-secrets');
    expect(objectOf(made, 'ExternalSecret').spec.data[0]).toMatchObject({ remoteRef: { key, property: 'api-token' }, secretKey: 'API_TOKEN' });
    expect(made.files).toEqual([]);
  });
});

describe('a reference in a CSI volume', () => {
  it.each<[SecretProvider, string, string, string]>([
    [
      'vault',
      'vault',
      'objects',
      '- objectName: "API_TOKEN"\n  secretPath: "secret/data/shop/runtime"\n  secretKey: "api-token"\n- objectName: "SMTP_PASSWORD"\n  secretPath: "secret/data/shop/smtp"\n  secretKey: "password"\n',
    ],
    [
      'aws-secrets-manager',
      'aws',
      'objects',
      '- objectName: "shop/runtime"\n  objectType: "secretsmanager"\n  jmesPath:\n    - path: "\\"api-token\\""\n      objectAlias: "API_TOKEN"\n- objectName: "shop/smtp"\n  objectType: "secretsmanager"\n  jmesPath:\n    - path: "password"\n      objectAlias: "SMTP_PASSWORD"\n',
    ],
    [
      'aws-parameter-store',
      'aws',
      'objects',
      '- objectName: "/shop/runtime"\n  objectType: "ssmparameter"\n  jmesPath:\n    - path: "\\"api-token\\""\n      objectAlias: "API_TOKEN"\n- objectName: "/shop/smtp"\n  objectType: "ssmparameter"\n  jmesPath:\n    - path: "password"\n      objectAlias: "SMTP_PASSWORD"\n',
    ],
    [
      'gcp-secret-manager',
      'gcp',
      'secrets',
      '- resourceName: "projects/acme-shop/secrets/shop--runtime/versions/latest"\n  path: "API_TOKEN"\n  extractJSONKey: "api-token"\n- resourceName: "projects/acme-shop/secrets/shop--smtp/versions/latest"\n  path: "SMTP_PASSWORD"\n  extractJSONKey: "password"\n',
    ],
  ])('is asked for as %s wants it', (provider, name, parameter, text) => {
    const { metadata, spec } = objectOf(secrets(provider, 'csi'), 'SecretProviderClass');
    expect(metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('-4');
    expect([spec.provider, spec.parameters[parameter]]).toEqual([name, text]);
    expect(parsed(text).objects).toHaveLength(2);
  });

  it('is a secret of its own in Key Vault, which takes no value apart', () => {
    const { spec } = objectOf(secrets('azure-key-vault', 'csi', { keys: whole }), 'SecretProviderClass');
    expect(spec).toMatchObject({ provider: 'azure', parameters: { keyvaultName: 'acme-shop' } });
    expect(spec.parameters.objects).toBe('array:\n  - |\n    objectName: "shop--api-token"\n    objectType: "secret"\n    objectAlias: "API_TOKEN"\n');
  });

  it('needs no alias in AWS where the value is called as its file is, and shares an object with others', () => {
    const { spec } = objectOf(secrets('aws-secrets-manager', 'csi', { keys: { TOKEN: { key: 'TOKEN' }, USER: 'TOKEN#user' } }), 'SecretProviderClass');
    expect(spec.parameters.objects).toBe('- objectName: "TOKEN"\n  objectType: "secretsmanager"\n  jmesPath:\n    - path: "user"\n      objectAlias: "USER"\n');
  });

  it('of the first version of the key-value engine has no data/ in its path', () => {
    const system = exampleSystem(target('vault', 'csi', { ...PARAMETERS.vault, kvVersion: '1' }));
    const made = new ExternalSecrets(system, 'runtime', { name: 'runtime', keys: { A: 'shop/runtime#a' } });
    const { parameters } = objectOf(made, 'SecretProviderClass').spec;
    expect(parameters).toEqual({ roleName: 'shop', vaultAddress: 'https://vault.acme.example:8200', objects: '- objectName: "A"\n  secretPath: "secret/shop/runtime"\n  secretKey: "a"\n' });
  });

  it('that is a variable comes by the Secret of the driver, and the volume is mounted beside it', () => {
    const made = secrets('gcp-secret-manager', 'csi');
    const { spec, metadata } = objectOf(made, 'SecretProviderClass');
    expect(spec.secretObjects).toEqual([{ data: [{ key: 'API_TOKEN', objectName: 'API_TOKEN' }, { key: 'SMTP_PASSWORD', objectName: 'SMTP_PASSWORD' }], secretName: metadata.name, type: 'Opaque' }]);
    expect(made.variables).toEqual({ API_TOKEN: { secret: made.secretName, key: 'API_TOKEN' }, SMTP_PASSWORD: { secret: made.secretName, key: 'SMTP_PASSWORD' } });
    expect(made.files).toEqual([{ secret: made.secretName, volume: 'csi', directory: '/mnt/secrets-store/runtime', items: {} }]);
  });

  it('that is a file leaves nothing in the cluster, unless only the group may read it', () => {
    const open = secrets('gcp-secret-manager', 'csi', { as: { directory: '/etc/shop' } });
    expect(objectOf(open, 'SecretProviderClass').spec.secretObjects).toBeUndefined();
    expect(open.files).toEqual([{ secret: open.secretName, volume: 'csi', directory: '/etc/shop', items: {} }]);
    const closed = secrets('gcp-secret-manager', 'csi', { as: { directory: '/etc/shop', private: true } });
    expect(objectOf(closed, 'SecretProviderClass').spec.secretObjects).toHaveLength(1);
    expect(closed.files).toEqual([
      { secret: closed.secretName, volume: 'csi', directory: '/mnt/secrets-store/runtime', items: {} },
      { secret: closed.secretName, directory: '/etc/shop', items: { API_TOKEN: 'API_TOKEN', SMTP_PASSWORD: 'SMTP_PASSWORD' } },
    ]);
  });
});

const VIAS = ['external-secrets', 'csi'] as const;
const everyStore = (Object.keys(PARAMETERS) as SecretProvider[]).flatMap((provider) => VIAS.map((via) => [provider, via] as const));

describe.each(everyStore)('a system with %s by %s', (provider, via) => {
  const workload = (uses: (system: ReturnType<typeof exampleSystem>) => ExternalSecrets) => {
    const system = exampleSystem(target(provider, via));
    new Foundation(system, 'foundation', { quota: { requests: { cpu: '4', memory: '8Gi' }, pods: 30 } });
    new Worker(system, 'app', { name: 'app', image: system.image('app'), live: Probe.exec(['true']), replicas: 1, uses: [uses(system)] });
    return system;
  };

  it.each<[string, ExternalSecretsProps['as']]>([
    ['variables', 'variables'],
    ['files', { directory: '/etc/shop' }],
    ['files of the group', { directory: '/etc/shop', private: true }],
  ])('keeps all rules with %s', (_what, as) => {
    const system = workload((scope) => new ExternalSecrets(scope, 'runtime', { name: 'runtime', keys: provider === 'azure-key-vault' ? whole : { API_TOKEN: 'shop/runtime#api-token' }, as: as! }));
    expect(checkBy(RULES.filter(({ severity }) => severity === 'error'), collectManifests(system), { kubernetes: '1.36' })).toEqual([]);
    if (crdsArePresent) expect(objectsOf(system).filter(({ apiVersion }) => /^(external-secrets|secrets-store)/.test(apiVersion)).flatMap((object) => violationsOf(object))).toEqual([]);
    const { spec } = objectOf(system, 'Deployment').spec.template;
    const mounts: Rendered[] = spec.containers[0].volumeMounts.filter(({ mountPath }: Rendered) => /^\/(etc|mnt)/.test(mountPath));
    expect(mounts.every(({ readOnly }) => readOnly === true)).toBe(true);
    expect(spec.volumes.filter(({ csi }: Rendered) => csi !== undefined)).toHaveLength(via === 'csi' ? 1 : 0);
  });

  it('makes other objects for another rotation', () => {
    const [before, after] = ['2026-10', '2026-11'].map((rotation) => workload((scope) => new ExternalSecrets(scope, 'runtime', { name: 'runtime', keys: whole.API_TOKEN && provider !== 'vault' ? whole : keys, rotation })));
    const kind = via === 'csi' ? 'SecretProviderClass' : 'ExternalSecret';
    expect(objectOf(after!, kind).metadata.name).not.toBe(objectOf(before!, kind).metadata.name);
    expect(objectOf(after!, 'Deployment').spec.template).not.toEqual(objectOf(before!, 'Deployment').spec.template);
  });
});

describe('a store', () => {
  it.each<[string, SecretProvider, SecretStoreRef['via'], ExternalSecretsProps['keys'], string[]]>([
    ['Parameter Store, a first slash', 'aws-parameter-store', 'external-secrets', { A: '/shop/a#b' }, ['runtime.keys.A: Parameter Store cannot hold a value at "/shop/a"']],
    ['Parameter Store, a name of AWS', 'aws-parameter-store', 'external-secrets', { A: 'aws/shop#b' }, ['runtime.keys.A: Parameter Store cannot hold a value at "aws/shop"']],
    ['Parameter Store, too deep', 'aws-parameter-store', 'external-secrets', { A: `${'a/'.repeat(15)}a#b` }, [expect.stringContaining('Parameter Store cannot hold') as unknown as string]],
    ['Secrets Manager, a colon', 'aws-secrets-manager', 'external-secrets', { A: 'a:b#c' }, ['runtime.keys.A: AWS Secrets Manager cannot hold a value at "a:b"']],
    ['Key Vault, a capital letter', 'azure-key-vault', 'external-secrets', { A: 'shop/Api#b' }, ['runtime.keys.A: Key Vault cannot hold a value at "shop/Api"']],
    ['Key Vault, what could be read as a slash', 'azure-key-vault', 'external-secrets', { A: 'shop--api#b' }, ['runtime.keys.A: Key Vault cannot hold a value at "shop--api"']],
    ['Secret Manager, a hyphen beside a slash', 'gcp-secret-manager', 'external-secrets', { A: 'shop-/api#b' }, ['runtime.keys.A: Secret Manager cannot hold a value at "shop-/api"']],
    ['Secret Manager, a query for a property', 'gcp-secret-manager', 'external-secrets', { A: 'shop/api#a|@this' }, ['runtime.keys.A: "a|@this" is no property that can be read from a JSON value']],
    ['Key Vault by CSI, a property', 'azure-key-vault', 'csi', { A: 'shop/api#b' }, ['runtime.keys.A: the CSI provider of Key Vault takes no property out of a value']],
    ['Vault by CSI, no property', 'vault', 'csi', { A: { key: 'shop/api' } }, ['runtime.keys.A: the CSI provider of Vault would bring the whole answer of the server, not the value']],
    ['AWS by CSI, one object twice', 'aws-parameter-store', 'csi', { A: { key: 'shop/api' }, B: { key: 'shop/api' } }, ['runtime.keys.B: reads all of "/shop/api", as A does, and the CSI provider of AWS brings an object once']],
  ])('refuses what it cannot hold: %s', (_what, provider, via, wrong, problems) => {
    expect(problemsOf(() => secrets(provider, via, { keys: wrong }))).toEqual(problems);
  });

  it.each<[SecretProvider, Readonly<Record<string, string>>, string[]]>([
    ['vault', {}, ['roleName', 'vaultAddress', 'kvMount']],
    ['vault', { ...PARAMETERS.vault, objects: '[]' }, ['objects']],
    ['aws-secrets-manager', { objects: '[]' }, ['objects']],
    ['azure-key-vault', { keyvaultName: 'a' }, ['tenantId', 'clientID']],
    ['azure-key-vault', { keyvaultName: 'a', tenantId: 'b', useVMManagedIdentity: 'true' }, []],
    ['gcp-secret-manager', { secrets: '[]' }, ['projectId', 'secrets']],
  ])('of %s says which parameters a CSI volume needs: %j', (provider, parameters, missing) => {
    const problems = problemsOf(() => new ExternalSecrets(exampleSystem(target(provider, 'csi', parameters)), 'runtime', { name: 'runtime', keys: provider === 'azure-key-vault' ? whole : keys }));
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(missing.map((name) => `runtime.secretStore.parameters.${name}`));
  });

  it('by CSI composes nothing and serves no operator, and says what to do instead', () => {
    expect(problemsOf(() => secrets('vault', 'csi', { composed: { URL: '{{ .API_TOKEN }}' } }))).toEqual(['runtime.composed.URL: is put together from other values, and a CSI volume brings them as they are']);
    expect(problemsOf(() => secrets('vault', 'csi', { as: 'operator' }))).toEqual(['runtime: an operator reads this Secret, and the CSI driver writes one for pods alone that mount its volume']);
    const single = secrets('vault', 'csi', { as: 'keys', composed: { url: '{{ .API_TOKEN }}' } });
    expect(single.variable('API_TOKEN').key).toBe('API_TOKEN');
    expect(problemsOf(() => single.variable('url'))).toEqual(['runtime.composed.url: "url" is put together from other values, and a CSI volume brings them as they are']);
  });

  it.each<SecretProvider>(['aws-parameter-store', 'azure-key-vault', 'gcp-secret-manager'])('%s never gives two references one name', (provider) => {
    const path = fc.stringMatching(/^[a-z0-9/-]{1,6}$/);
    fc.assert(
      fc.property(path, path, (a, b) => {
        const accepted = [a, b].every((key) => problemsOf(() => secrets(provider, 'external-secrets', { keys: { A: { key } } })).length === 0);
        fc.pre(accepted && a !== b);
        expect(inStore(provider, { key: a }).key).not.toBe(inStore(provider, { key: b }).key);
      }),
      { numRuns: 200 },
    );
  });
});

describe('credentials with a field mapping', () => {
  const keysOf = credentialKeys('BINANCE', { path: 'trading/binance', fieldMapping: { API_KEY: 'api_key', API_SECRET: 'api_secret' } });

  it('are a key for each field, under the prefix', () => {
    expect(keysOf).toEqual({ BINANCE_API_KEY: { key: 'trading/binance', property: 'api_key' }, BINANCE_API_SECRET: { key: 'trading/binance', property: 'api_secret' } });
  });

  it.each(everyStore.filter(([provider, via]) => provider !== 'azure-key-vault' || via !== 'csi'))('reach the program by %s and %s', (provider, via) => {
    const made = secrets(provider, via, { keys: keysOf });
    expect(Object.keys(made.variables)).toEqual(['BINANCE_API_KEY', 'BINANCE_API_SECRET']);
    expect(JSON.stringify(objectsOf(made))).toContain('api_secret');
  });
});
