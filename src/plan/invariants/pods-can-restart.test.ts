import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { prove } from '../proof.ts';
import { ReleaseSet } from '../release-set.ts';
import { annotated, edited, NAMESPACE, object, shop } from '../test-support/shop.ts';

type Edits = Parameters<typeof edited>[1];

const set = (manifests: readonly Manifest[]): ReleaseSet => new ReleaseSet(manifests, NAMESPACE);
const stories = (before: readonly Manifest[], after: readonly Manifest[]): readonly string[] => prove(set(before), set(after), { namespace: NAMESPACE }).counterexamples.map(({ invariant, key, story }) => `${invariant}: ${key.split('/')[1]} ${key.split('/')[3]}: ${story.at(-1)}`);
const found = (before: readonly Manifest[], after: readonly Manifest[]): readonly string[] => stories(before, after).map((line) => line.split(': ').slice(0, 2).join(': '));

const SECRET = 'ExternalSecret runtime-aa';
const FILES = 'ConfigMap files-aa';
const fetched = (...data: readonly unknown[]): Edits => ({ [SECRET]: { spec: { data } } });
const url = { secretKey: 'url', remoteRef: { key: 'shop/url' } };
const variable = (valueFrom: unknown): Edits => ({ 'Deployment web': { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web', ports: [{ name: 'http', containerPort: 3000 }], env: [{ name: 'SETTING', valueFrom }] }] } } } } });
const volume = (source: unknown): Edits => ({ 'Deployment web': { spec: { template: { spec: { volumes: [{ name: 'files', ...(source as object) }, { name: 'uploads', persistentVolumeClaim: { claimName: 'uploads' } }] } } } } });

describe('what pods read', () => {
  it.each<[string, Edits, Edits]>([
    ['a Secret that is fetched more often', {}, { [SECRET]: { spec: { refreshInterval: '5m' } } }],
    ['a Secret that is fetched by another version of the same kind', { [SECRET]: { apiVersion: 'external-secrets.io/v1beta1' } }, {}],
    ['a Secret whose defaults are written down', {}, fetched({ ...url, remoteRef: { ...url.remoteRef, conversionStrategy: 'Default', decodingStrategy: 'None', metadataPolicy: 'None' } })],
    ['a Secret that is deleted otherwise', {}, { [SECRET]: { spec: { target: { deletionPolicy: 'Retain', creationPolicy: 'Owner' } } } }],
    ['files that are labelled otherwise', {}, { [FILES]: { metadata: { labels: { team: 'shop' } } } }],
    ['a Secret that is annotated otherwise', {}, { [SECRET]: annotated({ 'example/owner': 'shop' }) }],
  ])('is the same: %s', (_name, before, after) => {
    expect(stories(edited(shop('1'), before), edited(shop('2'), after))).toEqual([]);
  });

  it.each<[string, Edits, string]>([
    ['a Secret that is fetched from elsewhere', fetched({ ...url, remoteRef: { key: 'shop/other' } }), SECRET],
    ['a Secret from another store', { [SECRET]: { spec: { secretStoreRef: { name: 'other', kind: 'SecretStore' } } } }, SECRET],
    ['a Secret that is put together otherwise', { [SECRET]: { spec: { target: { template: { data: { url: 'postgres://{{ .url }}' } } } } } }, SECRET],
    ['files with one more', { [FILES]: { data: { 'other.conf': 'two' } } }, FILES],
    ['files with other bytes', { [FILES]: { binaryData: { logo: 'AAAA' } } }, FILES],
  ])('is another: %s', (_name, edits, about) => {
    expect(found(shop('1'), edited(shop('2'), edits))).toContain(`pods-can-restart: ${about}`);
  });

  it('is the same in files that can no longer change, although the way back is refused', () => {
    expect(found(shop('1'), edited(shop('2'), { [FILES]: { immutable: true } }))).toEqual([`next-sync-proceeds: ${FILES}`]);
  });

  it('is the same in a Secret, whether encoded or not', () => {
    const secret = (rest: Readonly<Record<string, unknown>>): Manifest => object('v1', 'Secret', 'plain', -4, rest);
    const reads = variable({ secretKeyRef: { name: 'plain', key: 'word' } });
    expect(stories([...edited(shop('1'), reads), secret({ data: { word: 'c2hvcA==' } })], [...edited(shop('2'), reads), secret({ stringData: { word: 'shop' } })])).toEqual([]);
    expect(found([...edited(shop('1'), reads), secret({ data: { word: 'c2hvcA==' } })], [...edited(shop('2'), reads), secret({ stringData: { word: 'shops' } })])).toContain('pods-can-restart: Secret plain');
  });
});

describe('a name that pods ask an object for', () => {
  const made = (name: string, spec: Readonly<Record<string, unknown>>): Manifest => object('external-secrets.io/v1', 'ExternalSecret', name, -4, { spec });
  const ofSecret = (key: string, rest: Readonly<Record<string, unknown>> = {}): Edits => variable({ secretKeyRef: { name: 'new-secret', key, ...rest } });

  it.each<[string, Edits, readonly Manifest[], string]>([
    ['that an ExternalSecret does not fetch', ofSecret('token'), [made('new-secret', { data: [url] })], 'token'],
    ['that a template leaves out', ofSecret('url'), [made('new-secret', { data: [url], target: { template: { data: { dsn: '{{ .url }}' } } } })], 'url'],
    ['that a ConfigMap lacks', variable({ configMapKeyRef: { name: 'files-aa', key: 'level' } }), [], 'level'],
    ['that a mounted file is made from', volume({ configMap: { name: 'files-aa', items: [{ key: 'other.conf', path: 'nginx.conf' }] } }), [], 'other.conf'],
    ['that a mounted Secret lacks', volume({ secret: { secretName: 'runtime-aa', items: [{ key: 'pem', path: 'pem' }] } }), [], 'pem'],
    ['that one of several mounted things lacks', volume({ projected: { sources: [{ configMap: { name: 'files-aa' } }, { secret: { name: 'runtime-aa', items: [{ key: 'pem', path: 'pem' }] } }] } }), [], 'pem'],
    ['that a sealed Secret lacks', ofSecret('token'), [object('bitnami.com/v1alpha1', 'SealedSecret', 'new-secret', -4, { spec: { encryptedData: { url: 'AgB' } } })], 'token'],
  ])('%s', (_name, edits, adds, key) => {
    const lines = stories(shop('1'), [...edited(shop('2'), edits), ...adds]);
    expect(lines.filter((line) => line.startsWith('sync-completes: Deployment web: ') && line.includes(key))).toHaveLength(1);
  });

  it.each<[string, Edits, readonly Manifest[]]>([
    ['is there', ofSecret('url'), [made('new-secret', { data: [url] })]],
    ['may be missing', ofSecret('token', { optional: true }), [made('new-secret', { data: [url] })]],
    ['may be among what is fetched together', ofSecret('token'), [made('new-secret', { data: [url], dataFrom: [{ extract: { key: 'shop/all' } }] })]],
    ['is made by a template', ofSecret('dsn'), [made('new-secret', { data: [url], target: { template: { data: { dsn: '{{ .url }}' } } } })]],
    ['is kept beside what a template makes', ofSecret('url'), [made('new-secret', { data: [url], target: { template: { mergePolicy: 'Merge', data: { dsn: '{{ .url }}' } } } })]],
    ['is mounted', volume({ configMap: { name: 'files-aa', items: [{ key: 'nginx.conf', path: 'nginx.conf' }] } }), []],
    ['may be missing where it is mounted', volume({ configMap: { name: 'files-aa', optional: true, items: [{ key: 'other.conf', path: 'nginx.conf' }] } }), []],
    ['is one that an operator makes', ofSecret('tls.key'), [object('cert-manager.io/v1', 'Certificate', 'web', -4, { spec: { secretName: 'new-secret' } })]],
  ])('that %s holds up nothing', (_name, edits, adds) => {
    expect(stories(shop('1'), [...edited(shop('2'), edits), ...adds])).toEqual([]);
  });
});
