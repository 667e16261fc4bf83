import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEntry, encodeEntry } from '../src/cli/cache/pair-entry.ts';
import { CliProject, type Outcome, ROOT, treeOf } from './cli-project.ts';

jest.setTimeout(60_000);

let project: CliProject;
beforeEach(() => {
  project = new CliProject(MAIN);
  project.write('src/banner.txt', 'one');
  project.write('told.cjs', TOLD);
  project.write('overlays/README.md', 'one');
  project.write('overlays/environments.yaml', `schema: slipway.environments/v1\ndefaults: { kubernetes: "1.34", zones: [zone-a], probeImage: "ghcr.io/acme/probe@sha256:${'1'.repeat(64)}" }\nenvironments:\n${ENVIRONMENTS.map((name) => `  ${name}: { cluster: { name: one }, domain: ${name}.acme.example, apiServer: { cidrs: [10.0.0.1/32] } }\n`).join('')}`);
  for (const environment of ENVIRONMENTS) {
    project.write(`overlays/shop/${environment}.yaml`, 'schema: slipway.overlay/v1\n');
    project.write(`overlays/shop/${environment}.release.yaml`, `schema: slipway.release/v1\nversion: sha-1111111\nsource: { repository: "https://git.acme.example/app", commit: "${'1'.repeat(40)}" }\nimages: {}\n`);
  }
});
afterEach(() => project.remove());

const ENVIRONMENTS = ['dev', 'staging'];

function act(what: string): void {
  project.write('overlays/shop/base.yaml', `schema: slipway.overlay/v1\nact: ${what}\n`);
}

type How = { readonly env?: Record<string, string>; readonly cwd?: string };

function synth(argv: readonly string[] = [], { env = {}, ...rest }: How = {}): Promise<Outcome> {
  return project.slipway(['synth', ...argv], { env: { NODE_OPTIONS: `--require ${project.path('told.cjs')}`, ...env }, ...rest });
}

const saidIn = (environment: string, from = project.folder): string | undefined => /said: "?([^"\n]*)/.exec(readFileSync(join(from, `dist/${environment}/shop/ConfigMap-map.yaml`), 'utf8'))?.[1];

/** That a run says and makes what one says and makes that remembers nothing. */
async function expectSame(argv: readonly string[] = [], how: How = {}): Promise<void> {
  const { code, stderr } = await synth(argv, how);
  const found = treeOf(project.path('dist'));
  const full = await synth([...argv, '--no-cache', '--outdir', project.path('build')], how);
  expect([code, stderr]).toEqual([full.code, full.stderr]);
  if (code === 0) expect(found).toEqual(treeOf(project.path('build')));
}

describe('what a run remembers', () => {
  it.each(['banner', 'captured banner'])('is nothing where a file changed after it was read: %s', async (what) => {
    for (const word of ['two', 'three']) {
      act(`${what} # ${word}`);
      expect((await synth([], { env: { MEANWHILE: word } })).code).toBe(0);
      await synth();
      expect(saidIn('dev')).toBe(word);
    }
  });

  it.each<[string, string]>([
    ['readme', 'overlays/README.md'],
    ['scratch', '.slipway/note.txt'],
    ['banner', 'src/banner.txt'],
    ['captured banner', 'src/banner.txt'],
    ['captured in a module', 'src/banner.txt'],
    ['program', 'src/banner.txt'],
    ['captured program', 'src/banner.txt'],
    ['program required late', 'src/banner.txt'],
    ['program of another require', 'src/banner.txt'],
    ['program of a builtin', 'src/banner.txt'],
  ])('depends on what definitions read, wherever it lies, in any thread: %s', async (what, file) => {
    act(what);
    for (const threads of ['1', '2']) {
      rmSync(project.path('.slipway/cache'), { recursive: true, force: true });
      for (const word of ['two', 'three']) {
        project.write(file, word);
        expect(await synth(['--concurrency', threads])).toMatchObject({ code: 0, stderr: '' });
        expect(ENVIRONMENTS.map((environment) => saidIn(environment))).toEqual([word, word]);
      }
    }
  });

  it.each<[string, string]>([
    ['a file', `void Promise.resolve().then(() => { later = read(banner, 'utf8'); });`],
    ['a file, two promises on', `void (async () => { await null; await null; later = read(banner, 'utf8'); })();`],
    ['a program', `void Promise.resolve().then(() => { later = execFileSync('cat', [banner], { encoding: 'utf8' }); });`],
    ['a program that was taken before', `const { execFileSync: before } = require('node:child_process'); void Promise.resolve().then(() => { later = before('cat', [banner], { encoding: 'utf8' }); });`],
    ['a program by an import', `void import('node:child_process').then((module) => { later = module.execFileSync('cat', [banner], { encoding: 'utf8' }); });`],
  ])('depends on what a module reads in a promise as it loads: %s', async (what, line) => {
    project.write('src/main.ts', MAIN.replace('const ACTS', `let later = '';\n${line}\nconst ACTS`).replace('folder: () =>', 'later: () => later,\n  folder: () =>'));
    act('later');
    for (const threads of ['1', '2']) {
      for (const word of ['two', 'three', 'four']) {
        project.write('src/banner.txt', word);
        expect(await synth(['--concurrency', threads])).toMatchObject({ code: 0, stderr: '' });
        expect(ENVIRONMENTS.map((environment) => saidIn(environment))).toEqual([word, word]);
      }
    }
    // A file can be looked at again, a program cannot be asked again.
    expect(existsSync(project.path('.slipway/cache/v2/index'))).toBe(!what.includes('program'));
  });

  it('depends on the folder it runs in and on its arguments, where definitions ask', async () => {
    for (const what of ['cwd', 'argv']) {
      act(what);
      await expectSame();
      await expectSame(['--quiet'], { cwd: project.path('overlays') });
      await expectSame();
    }
  });

  it.each<[string, number]>([
    ['fail later', 2],
    ['fail after a promise', 2],
    ['print', 0],
    ['print an error', 0],
    ['write', 0],
    ['warn', 0],
  ])('is not what was done besides, which is done again: %s', async (what, code) => {
    act('nothing');
    await synth();
    act(what);
    const outcomes = [await synth(), await synth(), await synth()].map((outcome) => ({ code: outcome.code, stderr: outcome.stderr.replace(/^\(node:\d+\)/gm, '') }));
    expect(outcomes.map((outcome) => outcome.code)).toEqual([code, code, code]);
    expect(outcomes[0]!.stderr).not.toBe('');
    expect(outcomes.map(({ stderr }) => stderr)).toEqual(outcomes.map(() => outcomes[0]!.stderr));
    // Once for each pair, however it was come upon.
    if (code === 0) expect(outcomes[0]!.stderr.split('SAID').length - 1).toBe(ENVIRONMENTS.length);
  });

  it.each(['SLIPWAY_QUIET', 'SLIPWAY_NO_TYPECHECK', 'SLIPWAY_OUTPUT', 'SLIPWAY_CONCURRENCY'])('answers no misuse: %s', async (name) => {
    act('nothing');
    await synth();
    for (const value of ['banana', '1', 'text', 'true', '0']) await expectSame([], { env: { [name]: value } });
  });

  it('is written nowhere but where it belongs, whatever an entry says', async () => {
    act('nothing');
    await synth();
    const good = treeOf(project.path('dist'));
    const cache = project.path('.slipway/cache/v2');
    for (const name of ['../../../stray.yaml', '/tmp/stray.yaml', '..', 'a\\b.yaml', 'a\u0000.yaml', 'a\n.yaml', 'stray', '']) {
      for (const file of readdirSync(cache, { recursive: true, encoding: 'utf8' }).filter((each) => /^[0-9a-f]\//.test(each))) {
        const key = file.slice(2);
        const entry = decodeEntry(key, readFileSync(join(cache, file)))!;
        writeFileSync(join(cache, file), encodeEntry(key, { ...entry, files: entry.files.map((each) => ({ ...each, name, text: 'stray' })) }));
      }
      rmSync(project.path('dist'), { recursive: true });
      expect(await synth()).toMatchObject({ code: 0, stderr: '' });
      expect([name, treeOf(project.path('dist'))]).toEqual([name, good]);
      expect(existsSync(project.path('stray.yaml'))).toBe(false);
    }
  });

  it.each([
    ['does not build', 'export const app = = 1;\n'],
    ['fails as it loads', 'throw new Error("not today");\n'],
    ['exports nothing', 'export const other = 1;\n'],
  ])('can be forgotten by a project that %s', async (_what, main) => {
    act('nothing');
    await synth();
    project.write('src/main.ts', main);
    expect((await synth()).code).toBe(2);
    expect(existsSync(project.path('.slipway/cache'))).toBe(true);
    expect(await project.slipway(['cache', 'clear'])).toMatchObject({ code: 0, stdout: '.slipway/cache is empty\n', stderr: '' });
    expect(existsSync(project.path('.slipway/cache'))).toBe(false);
  });

  it('is of this folder, not of the one that it was copied from', async () => {
    act('banner');
    await synth();
    const copy = `${project.folder}-copy`;
    mkdirSync(copy);
    try {
      cpSync(project.folder, copy, { recursive: true, verbatimSymlinks: true });
      writeFileSync(join(copy, 'src/banner.txt'), 'copied');
      expect(await synth([], { cwd: copy })).toMatchObject({ code: 0, stderr: '' });
      expect([saidIn('dev', copy), saidIn('dev')]).toEqual(['copied', 'one']);
      act('folder');
      writeFileSync(join(copy, 'overlays/shop/base.yaml'), readFileSync(project.path('overlays/shop/base.yaml')));
      await synth();
      await synth([], { cwd: copy });
      rmSync(join(copy, '.slipway/cache'), { recursive: true });
      cpSync(project.path('.slipway/cache'), join(copy, '.slipway/cache'), { recursive: true });
      await synth([], { cwd: copy });
      expect([saidIn('dev', copy), saidIn('dev')]).toEqual([join(copy, 'src'), project.path('src')]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });
});

const from = (file: string) => JSON.stringify(join(ROOT, file));
const MAIN = `
import { ApiObject } from 'cdk8s';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';
import { run } from ${from('src/cli/index.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { defineSystem } from ${from('src/render/system-definition.ts')};

const read = readFileSync;
const { readFileSync: taken } = require('node:fs');
let program: typeof execFileSync | undefined;
const banner = join(__dirname, 'banner.txt');
const project = join(__dirname, '..');
const ACTS: Record<string, () => string> = {
  nothing: () => '',
  banner: () => readFileSync(banner, 'utf8'),
  'captured banner': () => taken(banner, 'utf8'),
  'captured in a module': () => [banner].map((file) => read(file, 'utf8')).join(''),
  readme: () => readFileSync(join(project, 'overlays/README.md'), 'utf8'),
  scratch: () => readFileSync(join(project, '.slipway/note.txt'), 'utf8'),
  program: () => execFileSync('cat', [banner], { encoding: 'utf8' }),
  'captured program': () => (program ??= require('node:child_process').execFileSync as typeof execFileSync)('cat', [banner], { encoding: 'utf8' }),
  'program required late': () => require('child_process').execFileSync('cat', [banner], { encoding: 'utf8' }),
  'program of another require': () => createRequire(banner)('node:child_process').execFileSync('cat', [banner], { encoding: 'utf8' }),
  'program of a builtin': () => (process.getBuiltinModule('child_process') as { execFileSync: typeof execFileSync }).execFileSync('cat', [banner], { encoding: 'utf8' }),
  folder: () => __dirname,
  cwd: () => process.cwd(),
  argv: () => process.argv.slice(2).filter((word) => word === '--quiet').join(' '),
  'fail later': () => { setTimeout(() => { throw new Error('too late'); }, 300); return ''; },
  'fail after a promise': () => { void Promise.resolve().then(() => setTimeout(() => { throw new Error('too late'); }, 300)); return ''; },
  print: () => { console.log('SAID'); return ''; },
  'print an error': () => { console.error('SAID'); return ''; },
  write: () => { process.stderr.write('SAID'); return ''; },
  warn: () => { process.emitWarning('SAID'); return ''; },
};

const shop = defineSystem({
  name: 'shop',
  images: [],
  overlay: z.strictObject({ act: z.string() }),
  build(system, { overlay: { act } }) {
    const said = ACTS[act]!();
    Reflect.get(globalThis, 'meanwhile')?.(banner);
    new ApiObject(system, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: system.metadata({ name: 'map', wave: WAVE.foundation }), data: { said } });
  },
});

export const app = run([shop]);
`;

/** Edits a file as somebody else does, whom nobody watches. */
const TOLD = `
const { writeFileSync } = require('node:fs');
const { MEANWHILE } = process.env;
let left = ${ENVIRONMENTS.length};
if (MEANWHILE) globalThis.meanwhile = (file) => {
  left -= 1;
  if (left === 0) writeFileSync(file, MEANWHILE);
};
`;
