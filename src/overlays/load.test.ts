import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { brokenOverlays, type Edit, writeFiles } from '../../test/broken-overlays.ts';
import { demoOverlays, demoSystem } from '../../test/demo-overlays.ts';
import { type LoadOptions, type LoadedOverlays, type OverlaySystem, loadOverlays } from './load.ts';
import { problemsOf, textOf } from './test-support.ts';

// Named apart, because it is a part of the system and no dependency.
const PIPE_MAKER = 'mkfifo';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'slipway-overlays-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function load(only: LoadOptions['only'] = {}, systems: readonly OverlaySystem[] = [demoSystem]): LoadedOverlays {
  return loadOverlays({ root, systems, only });
}

function refusal(edits: Readonly<Record<string, Edit>>, only: LoadOptions['only'] = {}): string {
  writeFiles(root, demoOverlays, edits);
  return textOf(problemsOf(() => load(only)));
}

describe('loadOverlays', () => {
  it('gives a pair for each environment that a system has a file for', () => {
    writeFiles(root, demoOverlays);
    const { environments, pairs } = load();
    expect(environments.map(({ name }) => name)).toEqual(['dev', 'production', 'staging']);
    expect(pairs.map(({ environment, system }) => `${environment}/${system}`)).toEqual(['dev/shop', 'production/shop', 'staging/shop']);
    expect(pairs[1]).toMatchObject({
      target: { domain: 'acme.example' },
      values: { app: { host: 'shop.acme.example', resources: { cpu: '500m', memory: '1Gi', ephemeralStorage: '256Mi' } }, rateLimitBackend: 'redis' },
      release: { version: 'sha-4f1c9d2', commit: '4f1c9d20123456789abcdef0123456789abcdef0', repository: 'https://git.acme.example/shop', images: { app: { name: 'ghcr.io/acme/shop-app' } } },
      files: ['overlays/shop/base.yaml', 'overlays/shop/production.yaml', 'overlays/shop/production.release.yaml'],
    });
  });

  it('knows for every value where it was written', () => {
    writeFiles(root, demoOverlays);
    const { sourceOf } = load().pairs[1]!;
    expect(sourceOf(['app', 'resources', 'memory'])).toEqual({ file: 'overlays/shop/production.yaml', line: 7, column: 13 });
    expect(sourceOf(['rateLimitBackend'])).toEqual({ file: 'overlays/shop/base.yaml', line: 5, column: 19 });
    expect(sourceOf(['app', 'resources', 'ephemeralStorage'])).toBeUndefined();
  });

  it('gives the same values whatever the order of the keys', () => {
    writeFiles(root, demoOverlays);
    const before = JSON.stringify(load());
    const text = demoOverlays['overlays/shop/staging.yaml']!;
    const [header, ...blocks] = text.split(/^(?=\S)/m);
    writeFiles(root, { 'overlays/shop/staging.yaml': [...blocks.reverse(), header].join('') });
    expect(JSON.stringify(load())).toBe(before);
  });

  it('lays base, stage and environment over each other', () => {
    const environments = demoOverlays['overlays/environments.yaml']!;
    const eu = environments.replace('  production:\n', '  production-eu:\n    stage: production\n    order: 1\n');
    const both = `${eu}${eu.slice(eu.indexOf('  production-eu:')).replace('production-eu:', 'production-us:').replace('order: 1', 'order: 2')}`;
    writeFiles(root, demoOverlays, {
      'overlays/environments.yaml': { text: both },
      'overlays/shop/production-eu.yaml': { text: 'schema: slipway.overlay/v1\napp: { scale: { max: 20 } }\n' },
      'overlays/shop/production-us.yaml': { text: 'schema: slipway.overlay/v1\n' },
      'overlays/shop/production-eu.release.yaml': { text: demoOverlays['overlays/shop/production.release.yaml']! },
      'overlays/shop/production-us.release.yaml': { text: demoOverlays['overlays/shop/production.release.yaml']! },
      'overlays/shop/production.release.yaml': { remove: true },
    });
    const { pairs, environments: loaded } = load({ environments: ['production-eu', 'production-us'] });
    expect(pairs.map(({ values }) => (values as { app: { scale: unknown } }).app.scale)).toEqual([
      { min: 3, max: 20, cpu: '70%' },
      { min: 3, max: 12, cpu: '70%' },
    ]);
    expect(pairs[0]!.files).toEqual(['base', 'production', 'production-eu', 'production-eu.release'].map((name) => `overlays/shop/${name}.yaml`));
    expect(loaded.filter(({ stage }) => stage === 'production').map(({ name, order }) => [name, order])).toEqual([['production-eu', 1], ['production-us', 2]]);
  });

  it('needs no base', () => {
    writeFiles(root, demoOverlays, { 'overlays/shop/base.yaml': { remove: true } });
    expect(load().pairs).toHaveLength(3);
  });

  it('takes a registered system without a folder for one that is deployed nowhere yet', () => {
    writeFiles(root, demoOverlays);
    expect(load({}, [demoSystem, { ...demoSystem, name: 'billing' }]).pairs).toHaveLength(3);
  });

  it('passes over hidden files, schemas and notes', () => {
    writeFiles(root, demoOverlays, { 'overlays/.DS_Store': { text: '' }, 'overlays/README.md': { text: '' }, 'overlays/shop/.production.yaml.swp': { text: '' }, 'overlays/shop/overlay.schema.json': { text: '{}' } });
    expect(load().pairs).toHaveLength(3);
  });
});

describe('a selection', () => {
  beforeEach(() => writeFiles(root, demoOverlays));

  it.each<[string, LoadOptions['only'], string[]]>([
    ['of nothing is all', {}, ['dev', 'production', 'staging']],
    ['of empty lists is all', { environments: [], systems: [] }, ['dev', 'production', 'staging']],
    ['of an environment', { environments: ['dev'] }, ['dev']],
    ['of environments and a system', { environments: ['staging', 'dev'], systems: ['shop'] }, ['dev', 'staging']],
  ])('%s', (_name, only, expected) => {
    expect(load(only).pairs.map(({ environment }) => environment)).toEqual(expected);
  });

  it('does not look into what it leaves out', () => {
    writeFiles(root, { 'overlays/shop/production.yaml': 'broken: [\n' });
    expect(load({ environments: ['dev'] }).pairs).toHaveLength(1);
    expect(load({ environments: ['dev'] }).environments).toHaveLength(3);
  });

  it.each<[string, LoadOptions['only'], string]>([
    ['an unknown environment', { environments: ['prodution'] }, 'there is no environment "prodution", did you mean "production"?\nallowed: dev, production, staging\nfix: production'],
    ['an unknown system', { systems: ['shpo'] }, 'there is no system "shpo", did you mean "shop"?'],
    ['something like nothing', { environments: ['mars'] }, 'there is no environment "mars"\nallowed: dev'],
  ])('of %s is refused', (_name, only, expected) => {
    expect(textOf(problemsOf(() => load(only)))).toContain(expected);
  });

  it('of a pair that is not there is refused', () => {
    writeFiles(root, {}, { 'overlays/shop/dev.yaml': { remove: true }, 'overlays/shop/dev.release.yaml': { remove: true } });
    expect(textOf(problemsOf(() => load({ environments: ['dev'], systems: ['shop'] })))).toContain('overlays/shop/dev.yaml\n  shop is not deployed to dev: this file is missing');
  });
});

describe('one mistake', () => {
  it.each<[string, Readonly<Record<string, Edit>>]>([
    ['in an environment that another gets its releases from', { 'overlays/environments.yaml': { replace: ['zones: [zone-a, zone-b]', 'zones: [zone-a, zone-a]'] } }],
    ['in the case of an environment', { 'overlays/environments.yaml': { replace: ['  staging:\n', '  Staging:\n'] } }],
    ['in a file of environments that names none', { 'overlays/environments.yaml': { text: 'schema: slipway.environments/v1\nenvironments: {}\n' } }],
    ['of a value left empty, which another file removes', { 'overlays/shop/base.yaml': { replace: ['app:\n', 'app:\n  replicas:\n'] }, 'overlays/shop/production.yaml': { replace: ['  scale:', '  replicas: null\n  scale:'] } }],
    ['of a mistyped key whose right one is there', { 'overlays/shop/production.yaml': { replace: ['  instances: 3\n', '  instances: 3\n  instancs: 3\n'] } }],
  ])('%s is one problem', (_name, edits) => {
    writeFiles(root, demoOverlays, edits);
    const problems = problemsOf(() => load());
    expect(problems.length === 1 ? '' : textOf(problems)).toBe('');
    expect(problems[0]!.line).toBeGreaterThan(1);
    expect(problems[0]!.fix).toBeDefined();
  });
});

describe('a private key in a block', () => {
  it('is told of once, where the block begins', () => {
    const key = `-----BEGIN ${'PRIVATE'} KEY-----`;
    const text = refusal({ 'overlays/shop/production.yaml': { replace: ['redis:\n', `tls: |\n  ${key}\n  MIIEvQ\nredis:\n`] } });
    expect(text.match(/^\S+(?=.*\n.*in the clear)/gm)).toEqual(['overlays/shop/production.yaml:18:6']);
  });
});

describe('all problems of all files', () => {
  it('are reported at once, in the order of files and lines, each once', () => {
    const text = refusal({
      'overlays/environments.yaml': { replace: ['port: 6443', 'port: 0'] },
      'overlays/shop/base.yaml': { replace: ['cpu: 250m', 'cpu: lots'] },
      'overlays/shop/dev.yaml': { replace: ['replicas: 1', 'replicas: -1'] },
      'overlays/shop/staging.yaml': { replace: ['form: managed', 'form: *managed'] },
      'overlays/shop/dev.release.yaml': { replace: ['version: sha-4f1c9d2', 'version: "-"'] },
    });
    expect(text.match(/^overlays\S+/gm)).toEqual([
      'overlays/environments.yaml:28:13',
      'overlays/shop/base.yaml:4:21',
      'overlays/shop/dev.release.yaml:2:10',
      'overlays/shop/dev.yaml:4:13',
      'overlays/shop/staging.yaml:11:9',
    ]);
  });

  it('are looked for in overlays even where environments.yaml cannot be read', () => {
    const text = refusal({
      'overlays/environments.yaml': { text: 'schema: [\n' },
      'overlays/shop/dev.yaml': { replace: ['replicas: 1', 'replicas: yes'] },
      'overlays/shop/dev.release.yaml': { replace: ['version: sha-4f1c9d2', 'version: 1.10'] },
    });
    for (const place of ['overlays/environments.yaml', 'overlays/shop/dev.yaml:4:13', 'overlays/shop/dev.release.yaml:2:10']) expect(text).toContain(place);
  });

  it('say nothing of values that only seem to be missing because a file cannot be read', () => {
    const text = refusal({ 'overlays/shop/base.yaml': { text: 'app: *x\n' } });
    expect(text).not.toContain('is missing;');
    expect(text.match(/^overlays\S+/gm)).toEqual(['overlays/shop/base.yaml:1:6']);
  });

  it('hold for the environment of a pair as well: no rule runs on facts that are wrong', () => {
    const text = refusal({ 'overlays/environments.yaml': { replace: ['domain: dev.acme.example', 'domain: dev'] } });
    expect(text).toContain('"dev" is not a host name');
    expect(text).not.toContain('lies outside');
  });
});

describe('a release', () => {
  it('lies in the registry of its environment, where that has one', () => {
    const text = refusal({ 'overlays/environments.yaml': { replace: ['cluster: { name: dev }', 'cluster: { name: dev }\n    registry: registry.acme.example/mirror'] } });
    expect(text).toContain('overlays/shop/dev.release.yaml:8:11  images.app.name\n  "ghcr.io/acme/shop-app" lies outside the registry of the environment');
    expect(text).toContain('fix: name: registry.acme.example/mirror/shop-app');
  });

  it('may name the commit that defines it, and images of other versions', () => {
    writeFiles(root, demoOverlays, {
      'overlays/shop/dev.release.yaml': { replace: ['images:\n  app:\n', `definition: "${'0'.repeat(40)}"\nimages:\n  app:\n    version: v1.9.0\n`] },
    });
    expect(load({ environments: ['dev'] }).pairs[0]!.release).toMatchObject({ definition: '0'.repeat(40), images: { app: { version: 'v1.9.0' } } });
  });

  it('keeps versions and commits that look like numbers as text', () => {
    writeFiles(root, demoOverlays, {
      'overlays/shop/dev.release.yaml': { text: demoOverlays['overlays/shop/dev.release.yaml']!.replace('sha-4f1c9d2', '"1.10"').replace(/commit: \w+/, `commit: "${'12345'.repeat(8)}"`) },
    });
    expect(load({ environments: ['dev'] }).pairs[0]!.release).toMatchObject({ version: '1.10', commit: '12345'.repeat(8) });
  });

  it('is told to quote a commit of digits', () => {
    expect(refusal({ 'overlays/shop/dev.release.yaml': { replace: ['commit: 4f1c9d20123456789abcdef0123456789abcdef0', `commit: ${'12345'.repeat(8)}`] } })).toContain(`commit: "${'12345'.repeat(8)}"`);
  });
});

describe('hostile folders', () => {
  it('are refused when overlays is missing', () => {
    expect(textOf(problemsOf(() => load()))).toContain('overlays\n  the folder is missing');
  });

  it('are refused when overlays is a link', () => {
    writeFiles(join(root, 'elsewhere'), demoOverlays);
    symlinkSync('elsewhere/overlays', join(root, 'overlays'));
    expect(textOf(problemsOf(() => load()))).toContain('overlays\n  is a symbolic link');
  });

  it('are refused when overlays is a file', () => {
    writeFiles(root, { overlays: '' });
    expect(textOf(problemsOf(() => load()))).toContain('overlays\n  is not a folder');
  });

  it('are refused when a pipe lies in them, without waiting for it', () => {
    writeFiles(root, demoOverlays, { 'overlays/shop/dev.yaml': { remove: true } });
    execFileSync(PIPE_MAKER, [join(root, 'overlays/shop/dev.yaml')]);
    expect(textOf(problemsOf(() => load()))).toContain('overlays/shop/dev.yaml\n  is neither a file nor a folder');
  });

  // Root may read everything.
  (process.getuid?.() === 0 ? it.skip : it)('are refused when a file may not be read', () => {
    writeFiles(root, demoOverlays);
    chmodSync(join(root, 'overlays/shop/dev.yaml'), 0);
    expect(textOf(problemsOf(() => load()))).toContain('overlays/shop/dev.yaml\n  the file may not be read');
  });

  it('cannot make a system out of a name that is no DNS label', () => {
    writeFiles(root, demoOverlays);
    expect(textOf(problemsOf(() => load({}, [demoSystem, { ...demoSystem, name: '../shop' }])))).toContain('the system name "../shop" is not a DNS label');
  });

  it('cannot send control characters to the terminal by their names', () => {
    writeFiles(root, demoOverlays);
    mkdirSync(join(root, 'overlays/\u001b[31mred'));
    expect(textOf(problemsOf(() => load()))).toContain('overlays/\\u{1b}[31mred');
  });

  it.each<[string, string]>([
    ['half a character as a key', '"\\ud800": 1'],
    ['half a character as a value', 'app: { host: "\\ud800" }'],
    ['half a character as a form', 'postgres: { form: "\\udfff" }'],
    ['half a character under a mistyped key', 'rateLimitBackedn: "\\ud800"'],
    ['half a character as a key of a wrong value', 'app: { resources: { "\\ud800": { a: 1 } } }'],
    ['keys that objects inherit', 'constructor: 1\ntoString: { a: 1 }\nhasOwnProperty: x'],
    ['a key __proto__ in a list', 'app: { paths: [{ __proto__: { a: 1 } }] }'],
    ['a key of a hundred thousand letters', `${'k'.repeat(100_000)}: 1`],
    ['a value of a hundred thousand letters', `app: { host: ${'v'.repeat(100_000)} }`],
    ['an escape that writes __proto__', '"\\u005f_proto__": 1'],
  ])('cannot make anything but a refusal of %s', (_name, line) => {
    const text = refusal({ 'overlays/shop/dev.yaml': { text: `schema: slipway.overlay/v1\n${line}\n` } });
    expect(text).toContain('overlays/shop/dev.yaml:2');
    expect(text.length).toBeLessThan(20_000);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });
});

describe('a file of a stage', () => {
  it('is refused where no environment of the stage has a file', () => {
    const text = refusal({
      'overlays/environments.yaml': { replace: ['cluster: { name: dev }', 'cluster: { name: dev }\n    stage: development'] },
      'overlays/shop/development.yaml': { text: 'schema: slipway.overlay/v1\n' },
      'overlays/shop/dev.yaml': { remove: true },
      'overlays/shop/dev.release.yaml': { remove: true },
    });
    expect(text).toBe('overlays/shop/development.yaml\n  is used by nothing: no environment of the stage "development" has a file here\n  fix: add dev.yaml, or delete this file');
  });
});

describe('a schema of a system', () => {
  it('may be anything that reads a map', () => {
    const open: OverlaySystem = { ...demoSystem, overlay: z.looseObject({}), rules: [] };
    writeFiles(root, demoOverlays);
    expect(load({ environments: ['staging'] }, [open]).pairs[0]!.values).toMatchObject({ redis: { form: 'managed' } });
  });
});

describe('a broken overlay', () => {
  it('is broken in at least forty-five ways', () => {
    expect(brokenOverlays.length).toBeGreaterThanOrEqual(45);
    expect(new Set(brokenOverlays.map(({ name }) => name)).size).toBe(brokenOverlays.length);
  });

  it.each(brokenOverlays.map((broken) => [broken.name, broken] as const))('with %s is refused', (_name, { edits, file, line, says, fix, hides }) => {
    writeFiles(root, demoOverlays, edits);
    const problems = problemsOf(() => load());
    const found = problems.filter((problem) => problem.file === file && (line === undefined || problem.line === line));
    const all = textOf(problems);
    expect(found.length === 0 ? all : '').toBe('');
    for (const words of says) expect(textOf(found)).toContain(words);
    expect(found.map((problem) => problem.fix ?? '').join('\n')).toContain(fix);
    if (hides !== undefined) expect(all).not.toContain(hides);
  });
});
