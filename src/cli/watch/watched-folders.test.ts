import { describe, expect, it } from '@jest/globals';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inFolder, put } from '../dist/test-support.ts';
import { foldersToWatch } from './folders-to-watch.ts';
import { type Watched, WatchedFolders } from './watched-folders.ts';

const ALL: Watched = { all: true, names: new Set() };

/** Watches a folder, and tells whether it is told of something that is done. */
async function watching(folders: ReadonlyMap<string, Watched>, run: (isTold: (act: () => void) => Promise<boolean>, watched: WatchedFolders) => Promise<void>): Promise<void> {
  let told = 0;
  const watched = new WatchedFolders(() => (told += 1));
  watched.sync(folders);
  try {
    await run(async (act) => {
      await pause(30);
      const before = told;
      const isNew = () => told > before;
      act();
      for (let turn = 0; turn < 20 && !isNew(); turn++) await pause(10);
      return isNew();
    }, watched);
  } finally {
    watched.close();
  }
}

describe('folders that are watched', () => {
  it('tell of every file, but of what tools keep beside them', inFolder((folder) => watching(new Map([[folder, ALL]]), async (isTold) => {
    expect(await isTold(() => put(folder, { 'a.yaml': 'a' }))).toBe(true);
    expect(await isTold(() => renameSync(join(folder, 'a.yaml'), join(folder, 'b.yaml')))).toBe(true);
    expect(await isTold(() => put(folder, { '.a.yaml.swp': '', 'a.yaml~': '' }))).toBe(false);
    expect(await isTold(() => mkdirSync(join(folder, 'new')))).toBe(true);
  })));

  it('tell of some names, where others do not count', inFolder((folder) => watching(new Map([[folder, { all: false, names: new Set(['src', '.hidden']) }]]), async (isTold) => {
    expect(await isTold(() => put(folder, { 'a.yaml': 'a' }))).toBe(false);
    expect(await isTold(() => put(folder, { '.hidden': 'a' }))).toBe(true);
    expect(await isTold(() => mkdirSync(join(folder, 'src')))).toBe(true);
  })));

  it.each<[string, (path: string) => void]>([
    ['removed and made anew, maybe of the same inode', (path) => (rmSync(path, { recursive: true }), mkdirSync(path))],
    ['moved away, another in its place', (path) => (renameSync(path, `${path}-old`), mkdirSync(path))],
    ['moved away and back', (path) => (renameSync(path, `${path}-old`), renameSync(`${path}-old`, path))],
  ])('are heard again when one was %s', (_, change) => inFolder(async (folder) => {
    const path = join(folder, 'overlays');
    mkdirSync(path);
    const folders = new Map([[path, ALL]]);
    await watching(folders, async (isTold, watched) => {
      for (let round = 0; round < 3; round++) {
        expect(await isTold(() => change(path))).toBe(true);
        watched.sync(folders);
        expect(await isTold(() => put(path, { [`a-${round}.yaml`]: 'a' }))).toBe(true);
        rmSync(`${path}-old`, { recursive: true, force: true });
        await pause(20);
        watched.sync(folders);
      }
    });
  })());

  it('are heard through a link, also when it leads elsewhere', inFolder(async (folder) => {
    for (const name of ['one', 'two']) mkdirSync(join(folder, name));
    const path = join(folder, 'link');
    symlinkSync('one', path);
    const folders = new Map([[path, ALL]]);
    await watching(folders, async (isTold, watched) => {
      expect(await isTold(() => put(folder, { 'one/a.yaml': 'a' }))).toBe(true);
      rmSync(path);
      symlinkSync('two', path);
      expect(watched.sync(folders)).toBe(true);
      expect(await isTold(() => put(folder, { 'two/a.yaml': 'a' }))).toBe(true);
    });
  }));

  it('say whether one is watched that was not before', inFolder(async (folder) => {
    const folders = new Map([[folder, ALL], [join(folder, 'later'), ALL]]);
    await watching(folders, async (_, watched) => {
      expect(watched.count).toBe(1);
      expect(watched.sync(folders)).toBe(false);
      mkdirSync(join(folder, 'later'));
      expect(watched.sync(folders)).toBe(true);
      expect(watched.sync(folders)).toBe(false);
      expect(watched.count).toBe(2);
      await Promise.resolve();
    });
  }));
});

describe('the folders to watch of a project', () => {
  const shown = (root: string, wrong: readonly string[] = []) => Object.fromEntries([...foldersToWatch(root, wrong)].map(([path, { all, names }]) => [relative(root, path) || '.', `${all ? 'all ' : ''}${[...names].sort().join(' ')}`.trim()]));

  it('are those of its overlays and sources at any depth, through links, each once, and around them the names of these', inFolder((root) => {
    put(root, { 'cdk8s.yaml': '', 'overlays/shop/dev.yaml': '', 'src/parts/deep/value.ts': '', 'src/.hidden/a.ts': '', 'src/node_modules/a/b.ts': '', 'elsewhere/other.ts': '' });
    symlinkSync('../elsewhere', join(root, 'src/linked'));
    symlinkSync('..', join(root, 'src/parts/round'));
    expect(shown(root)).toEqual({ '.': 'cdk8s.yaml overlays src', overlays: 'all', 'overlays/shop': 'all', src: 'all', 'src/linked': 'all', 'src/parts': 'all', 'src/parts/deep': 'all' });
  }));

  it('are still those around, where they are away', inFolder((root) => {
    expect(shown(root)).toEqual({ '.': 'cdk8s.yaml overlays src' });
  }));

  it('hold what the bundle was made of, and where something is wrong, with every step to it', inFolder((root) => {
    put(root, { '.slipway/bundle/stamp.json': JSON.stringify({ inputs: [['src/main.ts'], ['lib/deep/a.ts'], ['lib/'], ['package.json'], ['node_modules/a/index.js'], ['node_modules/.package-lock.json'], ['../shared/b.ts']], types: null }) });
    expect(shown(root, ['lib/broken.ts'])).toEqual({ '.': 'cdk8s.yaml lib node_modules overlays package.json src', node_modules: '.package-lock.json', src: 'main.ts', lib: 'broken.ts deep', 'lib/deep': 'a.ts', '../shared': 'b.ts' });
  }));
});
