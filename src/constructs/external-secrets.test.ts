import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { ExternalSecrets, type ExternalSecretsProps } from './external-secrets.ts';
import { exampleSystem, exampleTarget, objectOf, objectsOf } from './test-support.ts';

const vault = exampleTarget.secretStore!;
const keys = { API_TOKEN: 'shop/runtime#api-token', SMTP_PASSWORD: { key: 'shop/smtp' } };

function secrets(props: Partial<ExternalSecretsProps> = {}): ExternalSecrets {
  return new ExternalSecrets(exampleSystem(), 'runtime', { name: 'runtime', keys, ...props });
}

describe('ExternalSecrets', () => {
  it('fetches each key, with every default of the operator written out', () => {
    const made = secrets();
    const name = made.secretName;
    expect(name).toMatch(/^runtime-[0-9a-f]{10}$/);
    const { metadata, spec } = objectOf(made, 'ExternalSecret');
    expect(metadata).toMatchObject({ name, annotations: { 'argocd.argoproj.io/sync-wave': '-4' } });
    expect(spec).toEqual({
      data: [
        { remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', key: 'shop/runtime', metadataPolicy: 'None', property: 'api-token' }, secretKey: 'API_TOKEN' },
        { remoteRef: { conversionStrategy: 'Default', decodingStrategy: 'None', key: 'shop/smtp', metadataPolicy: 'None' }, secretKey: 'SMTP_PASSWORD' },
      ],
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      target: { creationPolicy: 'Owner', deletionPolicy: 'Retain', name },
    });
  });

  it('gives its users a variable for each key, and no network edge', () => {
    const made = secrets();
    expect(made.variables).toEqual({
      API_TOKEN: { secret: made.secretName, key: 'API_TOKEN' },
      SMTP_PASSWORD: { secret: made.secretName, key: 'SMTP_PASSWORD' },
    });
    expect([made.endpoints, made.files]).toEqual([[], []]);
  });

  it('gives its users files instead, where a directory is named', () => {
    const made = secrets({ keys: { 'tls.key': 'shop/tls#key' }, as: { directory: '/etc/shop/tls' } });
    expect(made.variables).toEqual({});
    expect(made.files).toEqual([{ secret: made.secretName, directory: '/etc/shop/tls', items: { 'tls.key': 'tls.key' } }]);
  });

  it('composes keys of others and keeps those', () => {
    const made = secrets({ composed: { URL: 'https://{{ .API_TOKEN }}@api.example' } });
    expect(objectOf(made, 'ExternalSecret').spec.target.template).toEqual({ data: { URL: 'https://{{ .API_TOKEN }}@api.example' }, engineVersion: 'v2', mergePolicy: 'Merge' });
    expect(Object.keys(made.variables)).toEqual(['API_TOKEN', 'SMTP_PASSWORD', 'URL']);
  });

  it('keeps its name when keys are in another order or it stands elsewhere in the tree', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['A', 'B', 'C', 'D', 'E'], { minLength: 5 }), (order) => {
        const system = exampleSystem();
        const made = new ExternalSecrets(new Construct(system, `scope-${order.join('')}`), 'x', {
          name: 'runtime',
          keys: Object.fromEntries(order.map((key) => [key, `shop/${key}`])),
        });
        const sorted = secrets({ keys: Object.fromEntries([...order].sort().map((key) => [key, `shop/${key}`])) });
        expect(objectsOf(made)).toEqual(objectsOf(sorted));
      }),
      { numRuns: 20 },
    );
  });

  it('gets another name from another key, reference, composition or store, and from nothing else', () => {
    const names = [
      secrets(),
      secrets({ keys: { ...keys, MORE: 'shop/more' } }),
      secrets({ keys: { ...keys, API_TOKEN: 'shop/runtime#token-2' } }),
      secrets({ composed: { URL: '{{ .API_TOKEN }}' } }),
      new ExternalSecrets(exampleSystem({ target: { secretStore: { ...vault, kind: 'SecretStore' } } }), 'x', { name: 'runtime', keys }),
    ].map(({ secretName }) => secretName);
    expect(new Set(names).size).toBe(names.length);
    const slower = exampleSystem({ target: { secretStore: { ...vault, refreshInterval: '24h' } } });
    expect(new ExternalSecrets(slower, 'x', { name: 'runtime', keys, component: 'web' }).secretName).toBe(names[0]);
  });

  it.each<[string, Partial<ExternalSecretsProps>, string[]]>([
    ['no key', { keys: {} }, ['runtime.keys']],
    ['a key that no shell can set', { keys: { 'A-B': 'shop/a' } }, ['runtime.keys.A-B']],
    ['a file name that leaves the directory', { keys: { '../a': 'shop/a' }, as: { directory: '/etc/shop' } }, ['runtime.keys.../a']],
    ['a relative directory', { keys: { a: 'shop/a' }, as: { directory: 'etc' } }, ['runtime.as.directory']],
    ['references that are none', { keys: { A: '', B: 'shop/b#' } }, ['runtime.keys.A', 'runtime.keys.B']],
    ['a key both fetched and composed', { composed: { API_TOKEN: 'x' } }, ['runtime.composed.API_TOKEN']],
  ])('refuses %s', (_what, props, paths) => {
    expect(() => secrets(props)).toThrow(expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }));
  });

  it('gets another name, and so new pods, from another rotation; without one it is as it was', () => {
    const [none, first, second] = [secrets(), secrets({ rotation: '2026-10' }), secrets({ rotation: '2026-11' })].map(({ secretName }) => secretName);
    expect(new Set([none, first, second]).size).toBe(3);
    expect(secrets({ rotation: undefined }).secretName).toBe(none);
    expect(() => secrets({ rotation: 'last week' })).toThrow(/"last week" is no name of a rotation/);
  });

  it('says what to do where the target has no secret store', () => {
    const system = exampleSystem({ target: { secretStore: undefined } });
    expect(() => new ExternalSecrets(system, 'runtime', { name: 'runtime', keys })).toThrow(/the target has no secret store\n.*\n.*fix: secretStore:/);
  });
});
