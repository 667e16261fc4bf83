import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../delivery/git/git.ts';
import { ALONE, GitFolder } from '../../delivery/git/test-support/git-folder.ts';
import { bundleKey, openBundleCache } from './bundle-cache.ts';

let at: GitFolder;
let kept: string;
beforeEach(() => {
  at = new GitFolder();
  kept = join(at.path, 'kept');
});
afterEach(() => at.remove());

const keyOf = (character: string): string => character.repeat(64);
const lay = (name: string, files: Readonly<Record<string, string>>): string => {
  for (const [file, text] of Object.entries(files)) at.write(`${name}/.slipway/bundle/${file}`, text);
  return join(at.path, name);
};
const held = (folder: string): string[] => readdirSync(join(folder, '.slipway/bundle')).sort();

describe('the key of a bundle', () => {
  it('is that of the code and its packages, whatever the overlays and what is rendered', async () => {
    at.work('work');
    const key = async (commit: string): Promise<string> => bundleKey(openGit({ folder: join(at.path, 'work'), environment: ALONE }), commit, join(at.path, 'work'));
    const commit = (file: string, text: string): string => {
      at.write(`work/${file}`, text);
      return at.commit('work', file);
    };
    const first = await key(commit('src/main.ts', 'one'));
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect([await key(commit('overlays/environments.yaml', 'a')), await key(commit('dist/dev/a.yaml', 'a'))]).toEqual([first, first]);
    const others = [await key(commit('src/main.ts', 'two')), await key(commit('package-lock.json', '{}'))];
    mkdirSync(join(at.path, 'work/node_modules'));
    others.push(await key(at.git('work', 'rev-parse', 'HEAD')));
    expect(new Set([first, ...others]).size).toBe(4);
  });
});

describe('bundles of former definitions', () => {
  it('are laid into another folder as they were kept', () => {
    const cache = openBundleCache(kept);
    cache.keep(lay('one', { 'main-1.js': 'code', 'stamp.json': '{}', 'x.tmp': 'half' }), keyOf('a'));
    expect(cache.restore(join(at.path, 'two'), keyOf('a'))).toBe(true);
    expect(held(join(at.path, 'two'))).toEqual(['main-1.js', 'stamp.json']);
    expect(readFileSync(join(at.path, 'two/.slipway/bundle/main-1.js'), 'utf8')).toBe('code');
    expect(cache.restore(join(at.path, 'two'), keyOf('b'))).toBe(false);
  });

  it('are not kept where one says where it lay, nor where there is none', () => {
    const cache = openBundleCache(kept);
    cache.keep(lay('one', { 'main-1.js': `var __dirname = "${at.path}/one/src"` }), keyOf('a'));
    cache.keep(join(at.path, 'none'), keyOf('b'));
    expect(existsSync(join(kept, keyOf('a'))) || existsSync(join(kept, keyOf('b')))).toBe(false);
  });

  it('come into being whole: what was kept first stays, and what a killed process left goes', () => {
    const cache = openBundleCache(kept);
    mkdirSync(join(kept, '999999999-left'), { recursive: true });
    cache.keep(lay('one', { 'main-1.js': 'one' }), keyOf('a'));
    cache.keep(lay('two', { 'main-2.js': 'two' }), keyOf('a'));
    expect([readdirSync(kept), readdirSync(join(kept, keyOf('a')))]).toEqual([[keyOf('a')], ['main-1.js']]);
  });

  it('are eight at most: those go that nobody used for the longest time', () => {
    const cache = openBundleCache(kept);
    const folder = lay('one', { 'main-1.js': 'one' });
    '0123456789'.split('').forEach((digit, index) => {
      cache.keep(folder, keyOf(digit));
      utimesSync(join(kept, keyOf(digit)), 1000 + index, 1000 + index);
      if (digit === '5') cache.restore(join(at.path, 'two'), keyOf('0'));
    });
    expect(readdirSync(kept).map((name) => name.slice(0, 1)).sort()).toEqual('03456789'.split(''));
  });

  it('are taken for none where there is nothing in the folder', () => {
    writeFileSync(join(at.path, 'file'), '');
    expect(openBundleCache(join(at.path, 'nowhere')).restore(join(at.path, 'two'), keyOf('a'))).toBe(false);
  });
});
