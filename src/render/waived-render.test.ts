import { afterAll, describe, expect, it } from '@jest/globals';
import { ApiObject, JsonPatch } from 'cdk8s';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { exampleDigest } from '../constructs/test-support.ts';
import { UserError } from '../kernel/problem.ts';
import { renderAll } from './render-all.ts';
import { defineSystem } from './system-definition.ts';

const roots: string[] = [];
afterAll(() => roots.forEach((root) => rmSync(root, { recursive: true })));

const FILES = {
  'overlays/environments.yaml': `schema: slipway.environments/v1
defaults: { kubernetes: "1.34", probeImage: "ghcr.io/acme/probe:8.11.1@${exampleDigest('8')}", zones: [eu-1a], secretStore: { name: vault }, apiServer: { cidrs: [10.10.0.10/32] } }
environments:
  dev: { cluster: { name: dev }, domain: dev.acme.example }
`,
  'overlays/shop/dev.yaml': 'schema: slipway.overlay/v1\ncopies: 1\n',
  'overlays/shop/dev.release.yaml': 'schema: slipway.release/v1\nversion: sha-4f1c9d2\nsource: { repository: https://git.acme.example/shop, commit: 4f1c9d20123456789abcdef0123456789abcdef0 }\nimages: {}\n',
};

/** ConfigMaps of one name in several namespaces, with a field that the API server writes. */
const shop = defineSystem({
  name: 'shop',
  images: [],
  overlay: z.strictObject({ copies: z.int() }),
  build(scope, { overlay: { copies } }) {
    for (let index = 0; index < copies; index++) {
      const object = new ApiObject(scope, `settings-${index}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings', namespace: index === 0 ? 'shop-dev' : `shop-dev-${index}` } });
      object.addJsonPatch(JsonPatch.add('/metadata/uid', 'b2f1'));
    }
  },
});

const waiver = (rule: string, expires = '2999-12-31', more = '') => `  - rule: ${rule}\n    object: { kind: ConfigMap, name: "sett*" }\n    reason: the restore tool looks for it\n    owner: platform@acme.example\n    expires: "${expires}"\n${more}`;

/** The rules that stop it. */
function stopping(waivers: string, files: Readonly<Record<string, string>> = {}, more: object = {}): string[] {
  const root = mkdtempSync(join(tmpdir(), 'slipway-waived-'));
  roots.push(root);
  for (const [name, text] of Object.entries({ ...FILES, ...(waivers === '' ? {} : { 'overlays/waivers.yaml': `schema: slipway.waivers/v1\nwaivers:\n${waivers}` }), ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  try {
    renderAll({ root, systems: [shop], ...more });
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ file, message }) => (file === 'overlays/waivers.yaml' ? `${file}: ${message}` : /\(([a-z-]+)\)$/.exec(message)?.[1] ?? message));
    throw error;
  }
}

describe('a render', () => {
  it('is stopped by an error', () => {
    expect(stopping('')).toEqual(['no-server-metadata']);
  });

  it('is not stopped by one that is waived', () => {
    expect(stopping(waiver('no-server-metadata'))).toEqual([]);
  });

  it.each([
    ['another rule', waiver('no-null')],
    ['another environment', waiver('no-server-metadata', '2999-12-31', '    environments: [production]\n')],
    ['a time that is over', waiver('no-server-metadata', '2020-12-31')],
  ])('is stopped where a waiver is about %s', (_what, waivers) => {
    expect(stopping(waivers)).toEqual(['no-server-metadata']);
  });

  it('comes back as it was, whatever has ended since, where a former commit is rendered', () => {
    expect(stopping(waiver('no-server-metadata', '2020-12-31'), {}, { waiversEnd: false })).toEqual([]);
  });

  it('is stopped by two objects of one file, waived or not', () => {
    const waivers = ['no-server-metadata', 'one-object-per-file-name', 'namespace-is-own'].map((rule) => waiver(rule)).join('');
    expect(new Set(stopping(waivers, { 'overlays/shop/dev.yaml': 'schema: slipway.overlay/v1\ncopies: 2\n' }))).toEqual(new Set(['one-object-per-file-name']));
  });

  it('is stopped by waivers that cannot be read', () => {
    expect(stopping('  - rule: 3\n')).toEqual(expect.arrayContaining([expect.stringMatching(/^overlays\/waivers.yaml: /)]));
  });
});
