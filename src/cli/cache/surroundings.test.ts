import { describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { accessSync, chmodSync, closeSync, existsSync, fstatSync, mkdirSync, openSync, promises, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inFolder, put } from '../dist/test-support.ts';
import { answersTo } from './question.ts';
import { renderIdentity } from './render-identity.ts';
import { Surroundings } from './surroundings.ts';

const nothing = (): void => undefined;

describe('what definitions read besides their input', () => {
  it('is taken down, files by path and variables by name', inFolder((folder) => {
    put(folder, { 'src/a.txt': 'a', 'overlays/a.yaml': 'a', 'overlays/b.yaml': 'b' });
    const surroundings = new Surroundings();
    surroundings.during(() => {
      surroundings.aside(() => readFileSync(`${folder}/overlays/b.yaml`));
      return [readFileSync(`${folder}/src/a.txt`), existsSync(`${folder}/src/b.txt`), readFileSync(`${folder}/overlays/a.yaml`), process.env['ANYTHING'], 'OTHER' in process.env];
    });
    readFileSync(`${folder}/src/a.txt`);
    expect([...surroundings.answers.keys()]).toEqual([`content ${folder}/src/a.txt`, `exists ${folder}/src/b.txt`, `content ${folder}/overlays/a.yaml`, 'variable ANYTHING', 'variable OTHER']);
    expect(surroundings.isBlind).toBe(false);
  }));

  it.each<[string, (folder: string) => unknown, (folder: string) => void]>([
    ['the content of a file', (folder) => readFileSync(`${folder}/a.txt`), (folder) => put(folder, { 'a.txt': 'b' })],
    ['the content of a file named by a URL', (folder) => readFileSync(new URL(`file://${folder}/with%20space.txt`)), (folder) => put(folder, { 'with space.txt': 'b' })],
    ['the content of a file that is opened', (folder) => closeSync(openSync(`${folder}/a.txt`, 'r')), (folder) => put(folder, { 'a.txt': 'b' })],
    ['whether a file is there', (folder) => existsSync(`${folder}/b.txt`), (folder) => put(folder, { 'b.txt': 'b' })],
    ['what is in a folder', (folder) => readdirSync(folder), (folder) => put(folder, { 'b.txt': 'b' })],
    ['what is in folders of a folder', (folder) => readdirSync(folder, { recursive: true }), (folder) => put(folder, { 'in/in/b.txt': 'b' })],
    ['what the entries of a folder are', (folder) => readdirSync(folder, { withFileTypes: true }), (folder) => [rmSync(`${folder}/a.txt`), mkdirSync(`${folder}/a.txt`)]],
    ['where a link leads', (folder) => readlinkSync(`${folder}/link`), (folder) => [rmSync(`${folder}/link`), symlinkSync('with space.txt', `${folder}/link`)]],
    ['what a path is really', (folder) => realpathSync(`${folder}/link`), (folder) => [rmSync(`${folder}/link`), symlinkSync('with space.txt', `${folder}/link`)]],
    ['what a path is really, as the system says', (folder) => realpathSync.native(`${folder}/link`), (folder) => [rmSync(`${folder}/link`), symlinkSync('with space.txt', `${folder}/link`)]],
    ['what may be done with a file', (folder) => accessSync(`${folder}/a.txt`), (folder) => chmodSync(`${folder}/a.txt`, 0o755)],
    ['the time of a file', (folder) => statSync(`${folder}/a.txt`).mtimeMs, (folder) => utimesSync(`${folder}/a.txt`, 1, 1)],
    ['a variable', () => process.env['SOMETHING_ASKED'], () => void (process.env['SOMETHING_ASKED'] = String(Math.random()))],
    ['the folder that it runs in', () => process.cwd(), (folder) => process.chdir(folder)],
    ['its arguments', () => process.argv[2], () => void (process.argv = [...process.argv, 'more'])],
  ])('is known to have changed: %s', (_what, ask, change) => inFolder((folder) => {
    put(folder, { 'a.txt': 'a', 'with space.txt': 'a', 'in/in/a.txt': 'a' });
    symlinkSync('a.txt', `${folder}/link`);
    const [surroundings, { argv }, before] = [new Surroundings(), process, process.cwd()];
    try {
      surroundings.during(() => ask(folder));
      const identity = renderIdentity('bundle', surroundings.answers);
      expect([surroundings.isBlind, surroundings.hasChanged]).toEqual([false, false]);
      expect(renderIdentity('bundle', answersTo([...surroundings.answers.keys()])!)).toBe(identity);
      change(folder);
      expect(surroundings.hasChanged).toBe(true);
      expect(renderIdentity('bundle', answersTo([...surroundings.answers.keys()])!)).not.toBe(identity);
    } finally {
      process.argv = argv;
      process.chdir(before);
    }
  })());

  it('is asked in the midst of things, so that what another thread was told otherwise is no answer', () => {
    const surroundings = new Surroundings();
    surroundings.during(() => process.env['SOMETHING_ASKED']);
    surroundings.join(new Map([...surroundings.answers, ['exists /nowhere', 'false']]), false);
    expect(surroundings.isBlind).toBe(false);
    surroundings.join(new Map([['exists /nowhere', 'true']]), false);
    expect(surroundings.isBlind).toBe(true);
  });

  it.each<[string, () => unknown]>([
    ['a program', () => execFileSync(process.execPath, ['--version'])],
    ['a promise of a file', () => promises.readFile(__filename)],
    ['all variables', () => Object.keys(process.env)],
    ['what it is given', () => process.stdin],
    ['what it is given, by number', () => readFileSync('/dev/null')],
    ['the time of an open file', () => fstatSync(0)],
    ['something written', () => writeFileSync('/dev/null', '')],
    ['something written to a file that is opened', () => closeSync(openSync('/dev/null', 'w'))],
    ['a variable that is set', () => void (process.env['SOMETHING_SET'] = 'a')],
    ['printed', () => process.stderr.write('')],
    ['a warning', () => process.emitWarning('none', { code: 'NONE' })],
    ['to come', () => clearTimeout(setTimeout(() => undefined, 1))],
    ['to come soon', () => setImmediate(() => undefined)],
    ['to come, by a promise', () => sleep(1)],
    ['to come after a promise', async () => {
      await Promise.resolve();
      await sleep(1);
    }],
    ['to come at the end', () => process.on('exit', nothing).off('exit', nothing)],
  ])('cannot be known where it is %s', async (_what, read) => {
    const surroundings = new Surroundings();
    await surroundings.during(read);
    expect(surroundings.isBlind).toBe(true);
  });

  it('leaves everything as it was, whatever fails', () => {
    const before = [process.env, readFileSync];
    expect(() =>
      new Surroundings().during(() => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect([process.env, readFileSync]).toEqual(before);
  });
});
