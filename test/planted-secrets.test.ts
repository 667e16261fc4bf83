import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { checkBy } from '../src/checks/check-manifests.ts';
import { noCredentialAnywhere } from '../src/checks/policy/no-credential-anywhere.ts';
import { noCredentialInClear } from '../src/checks/policy/no-credential-in-clear.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { ROOT } from './cli-project.ts';
import { distSystems } from './dist-systems.ts';
import { HARMLESS } from './harmless-look-alikes.ts';
import { KINDS, Letters } from './planted-secrets.ts';
import { atThisPace } from '../src/kernel/test-support/pace.ts';

const RULES = [noCredentialInClear, noCredentialAnywhere];
const findings = (manifest: object) => checkBy(RULES, [manifest as Manifest]);

/** Where people leave secrets. */
const PLACES: Readonly<Record<string, (text: string) => object>> = {
  'a variable': (text) => pod({ env: [{ name: 'SETTINGS', value: text }] }),
  'an argument': (text) => pod({ args: ['-c', text] }),
  'a file of a ConfigMap': (text) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data: { 'app.conf': text } }),
  'an annotation': (text) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', annotations: { 'acme.example/settings': text } }, spec: {} }),
  'a field of a custom resource': (text) => ({ apiVersion: 'acme.example/v1', kind: 'Widget', metadata: { name: 'web' }, spec: { parts: [{ settings: { inline: text } }] } }),
  'a Secret': (text) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data: { settings: Buffer.from(text).toString('base64') } }),
};
const places = Object.entries(PLACES);

/** Every kind in two places, which change from kind to kind. */
const planted = Object.entries(KINDS).flatMap(([kind, make], number) =>
  [0, 1].map((turn) => {
    const [place, put] = places[(number + turn * 3) % places.length]!;
    const { text, secret } = make(new Letters(number * 2 + turn + 1));
    return { name: `${kind} in ${place}`, manifest: put(text), secret };
  }),
);

/** Values that are secrets by the name that they stand under. */
const NAMED = ['PASSWORD', 'db-passwd', 'smtpPassword', 'API_KEY', 'api.token', 'clientSecret', 'JWT_SECRET', 'ENCRYPTION_KEY', 'DB_PASS', 'passphrase'].map((name, number) => {
  const secret = new Letters(number + 900).alnum(24);
  const manifests = [pod({ env: [{ name, value: secret }] }), { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data: { [name]: secret } }, { apiVersion: 'acme.example/v1', kind: 'Widget', metadata: { name: 'web' }, spec: { params: [{ name, value: secret }], [name]: secret } }];
  return { name, secret, manifests };
});

describe('a planted secret', () => {
  it('is one of many kinds', () => {
    expect(Object.keys(KINDS).length).toBeGreaterThanOrEqual(100);
    expect(planted.length + NAMED.length * 3).toBeGreaterThanOrEqual(250);
  });

  it.each(planted.map((each) => [each.name, each] as const))('is found, and not shown: %s', (_name, { manifest, secret }) => {
    const found = findings(manifest);
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(found)).not.toContain(JSON.stringify(secret).slice(1, -1));
    for (const { message } of found) expect(message).toMatch(/^an? |^the (name|value) /);
    for (const { message } of found) expect(message).toMatch(/ stands here in the clear \(\d+ characters, not shown\)$/);
  });

  it.each(Object.entries(KINDS))('is found wherever it stands: %s', (_kind, make) => {
    const missed = places.filter(([, put]) => findings(put(make(new Letters(77)).text)).length === 0);
    expect(missed.map(([place]) => place)).toEqual([]);
  });

  it.each(NAMED.map((each) => [each.name, each] as const))('is known by the name it has: %s', (_name, { secret, manifests }) => {
    for (const manifest of manifests) {
      const found = findings(manifest);
      expect(found.length).toBeGreaterThan(0);
      expect(JSON.stringify(found)).not.toContain(secret);
    }
  });

  it('is found as a key too', () => {
    const { text } = KINDS['a GitHub token']!(new Letters(5));
    const found = findings({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', labels: { [text]: 'x' } }, spec: { [text]: { a: text } } });
    expect(found.length).toBeGreaterThan(1);
    expect(JSON.stringify(found)).not.toContain(text);
  });
});

describe('what only looks like a secret', () => {
  it('is of many kinds', () => {
    expect(new Set(HARMLESS.map(([, text]) => text)).size).toBeGreaterThanOrEqual(200);
  });

  it.each(HARMLESS.map(([key, text]) => [`${key}: ${text.slice(0, 60).replace(/\s+/g, ' ')}`, key, text] as const))('is let by, wherever it stands: %s', (_name, key, text) => {
    const manifests = [
      pod({ env: [{ name: key, value: text }] }),
      pod({ args: [text] }),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'files' }, data: { [key]: text } },
      { apiVersion: 'acme.example/v1', kind: 'Widget', metadata: { name: 'web', annotations: { [key]: text } }, spec: { [key]: text, list: [text] } },
    ];
    expect(manifests.flatMap(findings)).toEqual([]);
  });

  it('stands in every system of this repository', () => {
    const found = distSystems(join(ROOT, 'dist')).flatMap(({ environments }) => environments.flatMap(({ manifests }) => checkBy(RULES, manifests)));
    expect(found).toEqual([]);
  });
});

describe('the search', () => {
  it.each(['${', '{{', '$(', './', 'eyJ', '://', 'a:', 'password=', '"password":"', 'LS0tLS1CRUdJTi', 'machine a login ', 'curl -u ', '?sig=', 'mysql -', '-----BEGIN ', 'Basic ', 'a.', 'A', '\n', '<password>', '--token '])('takes linear time: %j over and over', (part) => {
    const text = part.repeat(Math.ceil(300_000 / part.length));
    const started = process.cpuUsage();
    findings(PLACES['a file of a ConfigMap']!(text));
    findings(PLACES['a field of a custom resource']!(text));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(atThisPace(2000));
  });

  it('bears what holds itself', () => {
    const manifest: Record<string, unknown> = { apiVersion: 'v1', kind: 'Widget', metadata: { name: 'a' } };
    manifest['spec'] = { self: manifest };
    expect(findings(manifest)).toEqual([]);
  });
});

function pod(container: object): object {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [{ name: 'web', ...container }] } };
}
