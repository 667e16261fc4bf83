import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, copyFileSync, cpSync, existsSync, lutimesSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { atThisPace } from '../src/kernel/test-support/pace.ts';
import { EntryProject, installPackage, ROOT, wordOf } from './entry-project.ts';

jest.setTimeout(60_000);

const WORD = (word: string): string => `export const word: string = '${word}';\n`;
const PATHS = (folder: string): string => `{ "compilerOptions": { "paths": { "helper": ["../${folder}/helper.ts"] } } }`;

let project: EntryProject;
beforeEach(() => {
  project = new EntryProject();
});
afterEach(() => project.remove());

describe('the build on demand', () => {
  it('builds on the first run and only then', () => {
    expect(wordOf(project.run([]))).toBe('one');
    const builds = project.builds();
    expect(wordOf(project.run([]))).toBe('one');
    expect(project.builds()).toEqual(builds);
  });

  it('hands the command its arguments and its place', () => {
    const { stdout, stderr } = project.run(['synth', '--env', 'dev']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual({
      word: 'one',
      argv: ['synth', '--env', 'dev'],
      place: { root: project.folder, packageRoot: ROOT, render: { bundle: expect.stringMatching(/^[0-9a-f]{64}$/), surroundings: expect.anything() } },
    });
  });

  it('does not build when a source was touched and nothing in it changed', () => {
    project.run([]);
    const bundle = project.builds()[0];
    utimesSync(project.path('src/word.ts'), new Date(), new Date());
    expect(wordOf(project.run([]))).toBe('one');
    expect(project.builds()[0]).toBe(bundle);
  });

  it('remembers what it found out by reading, once the file has settled', async () => {
    project.quick([]);
    utimesSync(project.path('src/word.ts'), new Date(), new Date());
    const before = project.builds()[1];
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(wordOf(project.quick([]))).toBe('one');
    const refreshed = project.builds()[1];
    expect(refreshed).not.toBe(before);
    expect(wordOf(project.quick([]))).toBe('one');
    expect(project.builds()[1]).toBe(refreshed);
  });

  it('builds again when a source changed, even to the same size and time', () => {
    project.quick([]);
    const past = new Date(1_000_000_000_000);
    project.write('src/word.ts', `export const word: string = 'two';\n`);
    utimesSync(project.path('src/word.ts'), past, past);
    expect(wordOf(project.quick([]))).toBe('two');
    project.write('src/word.ts', `export const word: string = 'six';\n`);
    utimesSync(project.path('src/word.ts'), past, past);
    expect(wordOf(project.quick([]))).toBe('six');
  });

  it('keeps one bundle and leaves no temporary file', () => {
    for (const word of ['one', 'two', 'three']) {
      project.write('src/word.ts', `export const word: string = '${word}';\n`);
      expect(wordOf(project.quick([]))).toBe(word);
    }
    expect(project.scratch().map((name) => name.replace(/-[0-9a-f]{16}/, '').replace(/\.v.*cache$/, '.cache'))).toEqual(['main.js', 'main.cache', 'stamp.json']);
  });

  it('builds for synth what synth needs, and for all else the whole', () => {
    expect(wordOf(project.quick(['synth']))).toBe('one');
    expect(wordOf(project.quick(['synth']))).toBe('one');
    const kinds = () => project.scratch().map((name) => name.replace(/-[0-9a-f]{16}/, '').replace(/\.v.*cache$/, '.cache'));
    expect(kinds()).toEqual(['quick.js', 'quick.cache', 'synth.js', 'synth.cache', 'synth.json']);
    expect(wordOf(project.quick(['other']))).toBe('one');
    expect(kinds()).toEqual(['main.js', 'main.cache', 'quick.js', 'quick.cache', 'stamp.json', 'synth.js', 'synth.cache', 'synth.json']);
    const both = project.scratch();
    project.write('src/word.ts', WORD('two'));
    expect(['synth', 'other'].map((command) => wordOf(project.quick([command])))).toEqual(['two', 'two']);
    expect(project.scratch().filter((name) => !both.includes(name) && name.endsWith('.js'))).toHaveLength(2);
    expect(kinds().filter((name) => name.endsWith('.js'))).toEqual(['main.js', 'quick.js', 'synth.js']);
  });

  it('checks the types once for both, and again for both when they changed', () => {
    project.write('count.js', `if (/tsc$/.test(process.argv[1] ?? '')) require('node:fs').appendFileSync(${JSON.stringify(project.path('checks'))}, '.');`);
    const env = { NODE_OPTIONS: `--require ${project.path('count.js')}` };
    const checks = () => readFileSync(project.path('checks'), 'utf8').length;
    expect(['synth', 'other', 'synth'].map((command) => wordOf(project.run([command], { env })))).toEqual(['one', 'one', 'one']);
    expect(checks()).toBe(1);
    project.write('src/word.ts', WORD('two'));
    expect(['other', 'synth'].map((command) => wordOf(project.run([command], { env })))).toEqual(['two', 'two']);
    expect(checks()).toBe(2);
    project.write('src/word.ts', 'export const word: string = 3;\n');
    for (const command of ['synth', 'other', 'synth']) expect(project.run([command], { env })).toMatchObject({ code: 2, stderr: expect.stringContaining('src/word.ts:1:14\n') });
    project.write('src/word.ts', WORD('one'));
    project.write('src/late.ts', 'export const late: string = 3;\n');
    expect(['synth', 'other'].map((command) => project.run([command], { env }).code)).toEqual([2, 2]);
  });

  it.each(['package.json', 'package-lock.json', 'tsconfig.json'])('looks again when %s changed or came', (file) => {
    project.run([]);
    const builds = project.builds();
    project.write(file, `${existsSync(project.path(file)) ? readFileSync(project.path(file), 'utf8') : '{}'}\n`);
    expect(wordOf(project.run([]))).toBe('one');
    expect(project.builds()).not.toEqual(builds);
  });

  it('looks again when a tsconfig for the app alone came', () => {
    for (const command of ['synth', 'other']) expect(wordOf(project.run([command]))).toBe('one');
    project.write('tsconfig.app.json', '{ "extends": "./tsconfig.json", "compilerOptions": { "types": ["nowhere"] } }');
    for (const command of ['synth', 'other']) expect(project.run([command])).toMatchObject({ code: 2, stderr: expect.stringContaining("'nowhere'") });
    rmSync(project.path('tsconfig.app.json'));
    for (const command of ['synth', 'other']) expect(wordOf(project.run([command]))).toBe('one');
  });

  it('takes the whole where more is asked of synth than it has', () => {
    project.write('src/main.ts', `${readFileSync(project.path('src/main.ts'), 'utf8').replace('const { commands }', "if ('render' in place) throw Object.assign(new Error('not here'), { code: 'left-out' });\n  const { commands }")}`);
    const { code, stdout, stderr } = project.quick(['synth']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout).place).toEqual({ root: project.folder, packageRoot: ROOT, sources: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('works from a folder below', () => {
    mkdirSync(project.path('overlays/shop'), { recursive: true });
    expect(JSON.parse(project.run([], { cwd: project.path('overlays/shop') }).stdout).place.root).toBe(project.folder);
  });

  it('says so when the current folder is gone', () => {
    const preload = project.path('leave.js');
    project.write('leave.js', `const fs = require('node:fs'); fs.mkdirSync('gone'); process.chdir('gone'); fs.rmdirSync('../gone');`);
    const run = spawnSync(process.execPath, ['--require', preload, join(ROOT, 'bin', 'slipway')], { cwd: project.folder, encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([2, expect.stringMatching(/^the current folder is gone or cannot be read: .*\nfix: cd\n$/)]);
  });

  it('keeps the bundle when the project is moved', () => {
    project.run([]);
    const builds = project.builds();
    const moved = `${project.folder}-moved`;
    renameSync(project.folder, moved);
    try {
      expect(JSON.parse(project.run([], { cwd: moved }).stdout).place.root).toBe(moved);
    } finally {
      renameSync(moved, project.folder);
    }
    expect(project.builds()).toEqual(builds);
  });

  it('lets a copy of the project find its own neighbours, without building it again', () => {
    const place = `import { readFileSync } from 'node:fs';\nexport const word: string = readFileSync(__dirname + '/banner.txt', 'utf8') + __filename;\n`;
    project.write('src/word.ts', place);
    project.write('src/banner.txt', 'here ');
    expect(wordOf(project.quick([]))).toBe(`here ${project.path('src/word.ts')}`);
    const copy = `${project.folder}-copy`;
    cpSync(project.folder, copy, { recursive: true, verbatimSymlinks: true });
    try {
      writeFileSync(join(copy, 'src/banner.txt'), 'there ');
      const bundle = project.builds()[0];
      expect(wordOf(project.run(['--no-typecheck'], { cwd: copy }))).toBe(`there ${join(copy, 'src/word.ts')}`);
      expect(project.builds()[0]).toBe(bundle);
      expect(readdirSync(join(copy, '.slipway/bundle')).filter((name) => /^main-.*\.js$/.test(name))).toEqual([basename(project.scratchFile('main .js'))]);
    } finally {
      rmSync(copy, { recursive: true });
    }
  });

  it.each<[string, () => void, () => void]>([
    ['a link to a source leads elsewhere', () => [project.write('one/word.ts', WORD('one')), project.write('two/word.ts', WORD('two')), mkdirSync(project.path('src/links')), symlinkSync('../../one/word.ts', project.path('src/links/helper.ts')), project.write('src/word.ts', `export * from './links/helper.ts';\n`)], () => [rmSync(project.path('src/links/helper.ts')), symlinkSync('../../two/word.ts', project.path('src/links/helper.ts'))]],
    ['a link to a folder leads elsewhere', () => [project.write('one/helper.ts', WORD('one')), project.write('two/helper.ts', WORD('two')), symlinkSync('../one', project.path('src/links')), project.write('src/word.ts', `export * from './links/helper.ts';\n`)], () => [rmSync(project.path('src/links')), symlinkSync('../two', project.path('src/links'))]],
    ['a source comes before another one', () => [project.write('src/helper/index.ts', WORD('one')), project.write('src/word.ts', `export * from './helper';\n`)], () => project.write('src/helper.ts', WORD('two'))],
    ['a tsconfig that is extended maps names otherwise', () => [project.write('one/helper.ts', WORD('one')), project.write('two/helper.ts', WORD('two')), project.write('settings/more.json', PATHS('one')), project.write('tsconfig.json', `{ /* of all */ "extends": ["./settings/more"], "include": ["src"] }`), project.write('src/word.ts', `export * from 'helper';\n`)], () => project.write('settings/more.json', PATHS('two'))],
  ])('builds again when %s', (_what, before, change) => {
    before();
    expect(wordOf(project.quick([]))).toBe('one');
    expect(wordOf(project.quick([]))).toBe('one');
    change();
    expect(wordOf(project.quick([]))).toBe('two');
  });

  it('lets two first runs at once both succeed', async () => {
    const runs = [project.start(['a']), project.start(['b'])];
    const outcomes = await Promise.all(runs.map(({ outcome }) => outcome));
    expect(outcomes.map(wordOf)).toEqual(['one', 'one']);
    expect(project.scratch()).not.toContain('lock');
  });

  it.each([60, 120, 180])('is none the worse for a build killed after %d ms', async (delay) => {
    const { child, outcome } = project.start([]);
    await new Promise((resolve) => setTimeout(resolve, delay));
    child.kill('SIGKILL');
    await outcome;
    expect(wordOf(project.run([]))).toBe('one');
    expect(project.scratch()).not.toContain('lock');
  });

  it.each([
    ['of this machine and a process that is gone', `999999999 ${hostname()}`, 0],
    ['that has given no sign of life, wherever its process is', '1 elsewhere', 3600],
  ])('breaks a lock %s', (_, holder, age) => {
    const then = new Date(Date.now() - age * 1000);
    mkdirSync(project.path('.slipway/bundle'), { recursive: true });
    symlinkSync(holder, project.path('.slipway/bundle/lock'));
    lutimesSync(project.path('.slipway/bundle/lock'), then, then);
    const start = Date.now();
    expect(wordOf(project.run([]))).toBe('one');
    expect(Date.now() - start).toBeLessThan(atThisPace(8000));
    expect(project.scratch()).not.toContain('lock');
  });
});

describe('the types', () => {
  it('refuse to run on an error, say where, and run nothing old', () => {
    project.run([]);
    project.write('src/word.ts', `\nexport const word: number = 'two';\n`);
    expect(project.run([])).toEqual({
      code: 2,
      stdout: '',
      stderr: `src/word.ts:2:14\n  Type 'string' is not assignable to type 'number'. (TS2322)\n\n1 problem; dist is as it was\n`,
    });
  });

  it('are all reported at once', () => {
    project.write('src/word.ts', `export const word: number = 'two';\nexport const other: boolean = 3;\n`);
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/src\/word\.ts:1:14[^]*src\/word\.ts:2:14[^]*2 problems/);
  });

  it('count in a file that only lends its types', () => {
    project.run([]);
    project.write('src/place.ts', 'export interface Place { readonly root: Folder }\n');
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain('src/place.ts:1:41');
  });

  it.each(['src/alone.ts', 'src/in/alone.ts'])('count in a file that comes and that nothing imports: %s', (file) => {
    project.run([]);
    const builds = project.builds();
    expect(wordOf(project.run([]))).toBe('one');
    expect(project.builds()).toEqual(builds);
    project.write(file, `export const alone: number = 'no';\n`);
    const { code, stderr } = project.run([]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`${file}:1:14`)]);
  });

  it('are mended by mending them', () => {
    const good = readFileSync(project.path('src/place.ts'), 'utf8');
    project.write('src/place.ts', 'export interface Place { readonly root: Folder }\n');
    expect(project.run([]).code).toBe(2);
    project.write('src/place.ts', good);
    expect(wordOf(project.run([]))).toBe('one');
  });

  it('are not looked at with --no-typecheck, which the next run makes up for', () => {
    project.write('src/word.ts', `export const word: number = 'two';\n`);
    expect(wordOf(project.run(['--no-typecheck']))).toBe('two');
    expect(project.run([]).stderr).toContain('src/word.ts:1:14');
    expect(wordOf(project.run(['--no-typecheck']))).toBe('two');
  });

  it('are checked on an unchanged bundle when they were not yet, without building it again', () => {
    project.run(['--no-typecheck']);
    const [bundle, stamp] = project.builds();
    expect(wordOf(project.run([]))).toBe('one');
    expect(project.builds()[0]).toBe(bundle);
    expect(project.builds()[1]).not.toBe(stamp);
  });

  it.each([
    ['1', 0],
    ['false', 2],
    ['', 2],
  ])('with SLIPWAY_NO_TYPECHECK="%s": exit code %d', (value, code) => {
    project.write('src/word.ts', `export const word: number = 'two';\n`);
    expect(project.run([], { env: { SLIPWAY_NO_TYPECHECK: value } }).code).toBe(code);
  });

  it.each([[['-o', 'json']], [['-ojson']], [['--output=json']], [['--output', 'json']]])('answer as data with %j', (argv) => {
    project.write('src/word.ts', `export const word: number = 'two';\n`);
    const { code, stdout, stderr } = project.run(argv);
    expect(code).toBe(2);
    expect(stderr).toContain('src/word.ts:1:14');
    expect(JSON.parse(stdout)).toEqual({
      schema: 'slipway.problems/v1',
      problems: [{ file: 'src/word.ts', line: 1, column: 14, message: "Type 'string' is not assignable to type 'number'. (TS2322)" }],
    });
  });

  it('are looked at when --no-typecheck stands behind a --', () => {
    project.write('src/word.ts', `export const word: number = 'two';\n`);
    expect(project.run(['--', '--no-typecheck']).code).toBe(2);
  });

  it('say once what a syntax error is, with and without a check', () => {
    project.write('src/word.ts', `export const word = = 'two';\n`);
    expect(project.run([])).toEqual({ code: 2, stdout: '', stderr: 'src/word.ts:1:21\n  Expression expected. (TS1109)\n\n1 problem; dist is as it was\n' });
    const unchecked = project.run(['--no-typecheck']);
    expect(unchecked.code).toBe(2);
    expect(unchecked.stderr).toMatch(/^src\/word\.ts:1:21\n {2}Unexpected "="\n/);
  });

  it('show control characters of a message and never send them', () => {
    project.write('src/word.ts', `export const word: 'a' = '\u001b[31mred';\n`);
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).not.toContain('\u001b');
  });
});

describe('a damaged scratch folder', () => {
  // Each damage is repaired, so that one project serves them all.
  let damaged: EntryProject;
  beforeAll(() => {
    damaged = new EntryProject();
    damaged.quick(['synth']);
    damaged.quick(['other']);
  });
  afterAll(() => damaged.remove());

  const damages: Record<string, (content: Buffer) => Buffer> = {
    emptied: () => Buffer.alloc(0),
    'cut in half': (content) => content.subarray(0, content.length / 2),
    'overwritten with noise': (content) => Buffer.from(content.map((_, at) => (at * 7919) % 256)),
    'changed in one byte': (content) => Buffer.from(content.map((byte, at) => (at === Math.floor(content.length / 2) ? byte ^ 1 : byte))),
  };
  const kinds = ['synth .js', 'quick .js', 'synth.json', 'synth .cache', 'quick .cache', 'main .js', 'stamp.json', 'main .cache'] as const;
  const cases = kinds.flatMap((ending) => Object.entries(damages).map(([name, damage]) => [ending, name, damage] as const));
  const commandOf = (file: string): string => (/^(main|stamp)/.test(file) ? 'other' : 'synth');

  it.each(cases)('is repaired: %s %s', (ending, _, damage) => {
    const file = damaged.scratchFile(ending);
    const whole = readFileSync(file);
    writeFileSync(file, damage(whole));
    expect(wordOf(damaged.quick([commandOf(ending)]))).toBe('one');
    expect(wordOf(damaged.quick([commandOf(ending)]))).toBe('one');
    if (ending.endsWith('.js')) expect(readFileSync(file)).toEqual(whole);
  });

  it.each(kinds)('is repaired: %s gone', (ending) => {
    rmSync(damaged.scratchFile(ending));
    expect(wordOf(damaged.quick([commandOf(ending)]))).toBe('one');
    expect(damaged.scratchFile(ending)).toBeDefined();
  });

  it.each(['null', '[]', '{}', '{"version":1}', '{"version":1,"entry":"src/main.ts","bundle":{},"inputs":[],"types":null}'])('is repaired: a stamp of %s', (text) => {
    for (const [stamp, command] of [['stamp.json', 'other'], ['synth.json', 'synth']] as const) {
      writeFileSync(damaged.scratchFile(stamp), text);
      expect(wordOf(damaged.quick([command]))).toBe('one');
    }
  });
});

describe('what is missing or in the way', () => {
  it('is the installation', () => {
    rmSync(project.path('node_modules'));
    expect(project.run([]).stderr).toBe(`the packages of ${project.folder} are not installed\nfix: npm install\n`);
    project.write('package-lock.json', '{}');
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain('fix: npm ci\n');
  });

  it('is the compiler', () => {
    const entry = installPackage(project.folder + '-alone');
    try {
      rmSync(project.path('node_modules'));
      mkdirSync(project.path('node_modules'));
      symlinkSync(join(ROOT, 'node_modules', 'esbuild'), project.path('node_modules/esbuild'));
      const run = spawnSync(process.execPath, [entry], { cwd: project.folder, encoding: 'utf8' });
      expect(run.stderr).toContain('typescript, which checks');
      expect(run.stderr).toContain('fix: npm install --save-dev typescript\n');
      expect(run.status).toBe(2);
      rmSync(project.path('node_modules/esbuild'));
      expect(spawnSync(process.execPath, [entry], { cwd: project.folder, encoding: 'utf8' }).stderr).toContain('esbuild, which slipway builds with');
    } finally {
      rmSync(project.folder + '-alone', { recursive: true });
    }
  });

  it('is the tsconfig', () => {
    rmSync(project.path('tsconfig.json'));
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain('has no tsconfig.json');
  });

  it('is `app`', () => {
    project.write('src/main.ts', 'export const other = 1;\n');
    expect(project.run([])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'src/main.ts\n  does not export `app`, so there is nothing to run\n  fix: export const app = run(systems);\n',
    });
  });

  it('is a package', () => {
    project.write('src/word.ts', `import 'no-such-package';\nexport const word: string = 'one';\n`);
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain('src/word.ts:1:8');
  });

  it('is a new enough node', () => {
    const preload = project.path('old-node.js');
    project.write('old-node.js', `Object.defineProperty(process.versions, 'node', { value: '20.18.3' });\n`);
    const run = spawnSync(process.execPath, ['--require', preload, join(ROOT, 'bin', 'slipway')], { cwd: project.folder, encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([2, 'slipway needs Node 20.19 or newer, this is 20.18.3\n  fix: nvm install 20 && nvm use 20\n']);
  });

  it('is a file where the scratch folder goes', () => {
    project.write('.slipway', '');
    const { code, stderr } = project.run([]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${project.path('.slipway')}, where slipway keeps what it builds, cannot be written to`);
    expect(stderr).not.toContain('    at ');
  });

  it('is the right to write, which only a build needs', () => {
    // Root may write anywhere, so that the run is somebody else's.
    const other = process.getuid?.() === 0 ? { uid: 65534, env: { HOME: '/' } } : {};
    chmodSync(project.folder, 0o555);
    try {
      const { code, stderr } = project.run([], other);
      expect(code).toBe(2);
      expect(stderr).toContain('cannot be written to');
      expect(stderr).not.toContain('    at ');
      chmodSync(project.folder, 0o755);
      project.run([]);
      chmodSync(project.folder, 0o555);
      expect(wordOf(project.run([], other))).toBe('one');
    } finally {
      chmodSync(project.folder, 0o755);
    }
  });
});

describe('the exit code', () => {
  it("is the command's", () => {
    expect(project.quick(['findings']).code).toBe(1);
  });

  it("is 2 for a user's error, printed without a stack", () => {
    expect(project.quick(['mistake'])).toEqual({ code: 2, stdout: '', stderr: 'overlays/shop/base.yaml:3\n  no such thing\n' });
  });

  it.each(['defect', 'late'])('is 2 for an error that nobody expected, printed with the place in the source (%s)', (command) => {
    const { code, stderr } = project.quick([command]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^TypeError: out of steam\n {4}at explode \(src\/commands\.ts:27:9\)\n/);
    expect(stderr).toContain("this was thrown by the project's own code, at src/commands.ts:27:9");
  });

  it('is 2 for a defect of slipway, which is called one', () => {
    const { code, stderr } = project.quick(['stuck']);
    expect(code).toBe(2);
    expect(stderr).toContain('a promise was never settled');
    expect(stderr).toMatch(/this is a defect of slipway \d/);
  });

  it('is 2 for a full disk behind the output, which is no defect', () => {
    project.quick([]);
    if (!existsSync('/dev/full')) return;
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin', 'slipway')], { cwd: project.folder, encoding: 'utf8', stdio: ['ignore', full, 'pipe'] });
      expect([status, stderr]).toEqual([2, 'the machine refused: ENOSPC: no space left on device, write\n']);
    } finally {
      closeSync(full);
    }
  });

  it('is 2 for a main.ts that fails as it loads', () => {
    project.write('src/word.ts', `export const word: string = JSON.parse('{');\n`);
    const { code, stderr } = project.quick([]);
    expect(code).toBe(2);
    expect(stderr).toContain('at src/word.ts:1:34');
  });

  it('is untouched by a reader that stops reading', async () => {
    project.quick([]);
    const child = spawn(process.execPath, [join(ROOT, 'bin', 'slipway'), 'much'], { cwd: project.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (text) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, stderr]).toEqual([1, 'to the end']);
  });

  it('is the signal for a run that was interrupted', async () => {
    project.quick([]);
    project.write('src/commands.ts', `export const commands = new Map([['wait', () => new Promise<number>((r) => { process.stdout.write('.'); setTimeout(r, 60_000, 0); })]]);`);
    const { child } = project.start(['wait']);
    child.stdout!.once('data', () => child.kill('SIGTERM'));
    expect(await new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)))).toBe('SIGTERM');
  });
});

describe('the bundle', () => {
  it('holds one copy of each library, so that instanceof holds', () => {
    project.write(
      'src/commands.ts',
      `import { ApiObject, App, Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
export const commands = new Map([['check', async () => {
  const chart = new Chart(new App(), 'chart');
  const map = new ConfigMap(chart, 'map', { data: { a: 'b' } });
  const object = ApiObject.of(map);
  process.stdout.write(JSON.stringify([chart instanceof Construct, object instanceof ApiObject, ApiObject.isApiObject(object), Chart.of(map) === chart]));
  return 0;
}]]);\n`,
    );
    expect(project.quick(['check'])).toEqual({ code: 0, stdout: '[true,true,true,true]', stderr: '' });
  });

  it('runs a module that is imported lazily only when it is used', () => {
    project.write('src/commands.ts', `process.stdout.write('loaded');\nexport const commands = new Map<string, () => Promise<number>>();\n`);
    project.write('src/main.ts', `export const app = { main: async (argv: readonly string[]) => argv[0] === 'use' ? (await import('./commands.ts')).commands.size : 0, validateFiles: async () => [] };\n`);
    expect(project.quick([])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(project.quick(['use'])).toEqual({ code: 0, stdout: 'loaded', stderr: '' });
  });

  it('lets a file find its neighbours', () => {
    project.write('src/banner.txt', 'welcome');
    project.write(
      'src/commands.ts',
      `import { readFileSync } from 'node:fs';\nimport { basename, join } from 'node:path';\nexport const commands = new Map([['read', async () => { process.stdout.write(readFileSync(join(__dirname, 'banner.txt'), 'utf8')); return 0; }]]);\n`,
    );
    expect(project.quick(['read'])).toEqual({ code: 0, stdout: 'welcome', stderr: '' });
  });

  it('keeps every character of a string', () => {
    project.write('src/word.ts', 'export const word: string = String.raw`\u00fc\u4e16\\u{41}\ud83d\ude80\u2028`;\n');
    expect(wordOf(project.quick([]))).toBe('\u00fc\u4e16\\u{41}\ud83d\ude80\u2028');
    expect(wordOf(project.quick([]))).toBe('\u00fc\u4e16\\u{41}\ud83d\ude80\u2028');
  });
});

describe('outside a project', () => {
  it.each(['XDG_CACHE_HOME', 'HOME', 'TMPDIR'])("runs the package's own entry, built under %s", (variable) => {
    const elsewhere = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-elsewhere-')));
    try {
      const entry = installPackage(elsewhere);
      symlinkSync(join(ROOT, 'node_modules', 'esbuild'), join(elsewhere, 'node_modules', 'esbuild'));
      const nowhere = join(elsewhere, 'package.json', 'nowhere');
      writeFileSync(join(elsewhere, 'package.json'), '{}');
      const env = { XDG_CACHE_HOME: nowhere, HOME: nowhere, TMPDIR: elsewhere, [variable]: elsewhere };
      const run = () => spawnSync(process.execPath, [entry, 'init', 'shop'], { cwd: elsewhere, env: { ...process.env, ...env }, encoding: 'utf8' });
      const first = run();
      expect(first.stderr).toBe('');
      expect(JSON.parse(first.stdout)).toEqual({
        systems: [],
        argv: ['init', 'shop'],
        place: { packageRoot: join(elsewhere, 'node_modules', 'slipway'), sources: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
      const under = { XDG_CACHE_HOME: 'slipway', HOME: '.cache/slipway', TMPDIR: `slipway-${process.getuid?.()}` }[variable]!;
      expect(existsSync(join(elsewhere, under))).toBe(true);
      expect(run().stdout).toBe(first.stdout);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });
});

describe('a repository that uses the package', () => {
  it("builds the package's sources with its own, checks their types, and runs its tests on them", () => {
    const entry = installPackage(project.folder + '-user');
    try {
      rmSync(project.path('node_modules'));
      renameSync(join(project.folder + '-user', 'node_modules'), project.path('node_modules'));
      for (const name of ['esbuild', 'typescript', '@types', '@typescript', '@jest', '@swc', 'jest', 'undici-types', 'expect', 'pretty-format', 'jest-mock']) {
        symlinkSync(join(ROOT, 'node_modules', name), project.path(`node_modules/${name}`));
      }
      project.write('tsconfig.json', '{ "extends": "slipway/tsconfig.base.json", "include": ["src"] }');
      project.write('src/main.ts', `import { run } from 'slipway/cli';\nexport const app = run(['shop']);\n`);
      const own = entry.replace(`${project.folder}-user`, project.folder);
      const run = spawnSync(process.execPath, [own, 'synth'], { cwd: project.folder, encoding: 'utf8' });
      expect([run.status, run.stderr]).toEqual([0, '']);
      expect(JSON.parse(run.stdout)).toMatchObject({ systems: ['shop'], argv: ['synth'] });
      // What is installed changes with its description alone.
      const built = (): number => statSync(project.scratchFile('synth.json')).ino;
      const first = built();
      const again = () => spawnSync(process.execPath, [own, 'synth'], { cwd: project.folder, encoding: 'utf8' }).status;
      const source = 'node_modules/slipway/src/cli/index.ts';
      project.write(source, `${readFileSync(project.path(source), 'utf8')}// Edited.\n`);
      expect([again(), built()]).toEqual([0, first]);
      // Installed once more, from a folder of the same version.
      project.write('node_modules/slipway/package.json', readFileSync(project.path('node_modules/slipway/package.json'), 'utf8'));
      expect([again(), built() === first]).toEqual([0, false]);

      project.write('jest.config.js', `module.exports = { preset: 'slipway' };\n`);
      project.write('src/main.test.ts', `import { expect, it } from '@jest/globals';\nimport { app } from './main.ts';\nit('is an app', () => expect(typeof app.main).toBe('function'));\n`);
      const tests = spawnSync(process.execPath, [project.path('node_modules/jest/bin/jest.js')], { cwd: project.folder, encoding: 'utf8' });
      expect([tests.status, tests.stderr]).toEqual([0, expect.stringContaining('1 passed')]);
    } finally {
      rmSync(project.folder + '-user', { recursive: true, force: true });
    }
  });
});

describe('the plugin for cdk8s synth', () => {
  const VALIDATING = `
import { mkdirSync, writeFileSync } from 'node:fs';
const outdir = (): string => process.env['CDK8S_OUTDIR'] ?? 'none';
export const app = {
  async main(): Promise<number> {
    mkdirSync(outdir(), { recursive: true });
    writeFileSync(outdir() + '/app.k8s.yaml', 'kind: ConfigMap\\nmetadata: { name: WORD }\\n');
    return 0;
  },
  async validateFiles(files: readonly { path: string; text: string }[]) {
    return files.filter(({ text }) => text.includes('bad')).map(({ path }) => ({
      rule: 'no-bad', recommendation: 'is bad', fix: 'name: good', file: path, resource: 'ConfigMap/bad', locations: ['metadata.name'],
    }));
  },
};
`;

  it.each([
    ['good', 0],
    ['bad', 2],
  ])('judges %s manifests', (word, code) => {
    copyFileSync(join(ROOT, 'package.json'), project.path('package.json'));
    project.write('src/main.ts', VALIDATING.replace('WORD', word));
    const bin = join(ROOT, 'bin');
    project.write(
      'cdk8s.yaml',
      `app: node ${bin}/slipway app\noutput: .slipway/cdk8s\nvalidations:\n  - package: ${bin}/plugin.js\n    version: 0.1.0\n    class: SlipwayValidation\n`,
    );
    const run = spawnSync(process.execPath, [join(ROOT, 'node_modules/cdk8s-cli/bin/cdk8s'), 'synth'], {
      cwd: project.folder,
      encoding: 'utf8',
      env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
    });
    expect(run.status).toBe(code);
    expect(`${run.stdout}${run.stderr}`).toContain(word === 'bad' ? 'no-bad' : 'success');
  });
});
