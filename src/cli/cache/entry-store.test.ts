import { describe, expect, it } from '@jest/globals';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder } from '../dist/test-support.ts';
import { digestOf } from './digest.ts';
import { openStore } from './entry-store.ts';
import { decodeEntry, encodeEntry, type PairEntry } from './pair-entry.ts';
import { readPair } from './read-pair.ts';

const ENTRY: PairEntry = { files: [{ name: 'Job-a.yaml', text: 'täxt\n', manifest: { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' } } }], cross: 'c', notes: ['n'] };

function names(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/'));
}

describe('the store of what was rendered', () => {
  it('gives what was put into it, and nothing for any other key', inFolder((folder) => {
    const store = openStore(folder);
    store.write('abc', encodeEntry('abc', ENTRY));
    expect(readPair(store, 'abc')).toEqual(ENTRY);
    expect(readPair(store, 'abd')).toBeUndefined();
  }));

  it.each<[string, unknown]>([
    ['a name above', { ...ENTRY, files: [{ ...ENTRY.files[0], name: '../../x.yaml' }] }],
    ['a name below', { ...ENTRY, files: [{ ...ENTRY.files[0], name: 'a/x.yaml' }] }],
    ['a name with a line break', { ...ENTRY, files: [{ ...ENTRY.files[0], name: 'x\n.yaml' }] }],
    ['a name of something else', { ...ENTRY, files: [{ ...ENTRY.files[0], name: 'x.sh' }] }],
    ['a name that is none', { ...ENTRY, files: [{ ...ENTRY.files[0], name: 7 }] }],
    ['no outline', { ...ENTRY, files: [{ ...ENTRY.files[0], manifest: null }] }],
    ['notes that are none', { ...ENTRY, notes: [7] }],
    ['no digest', { ...ENTRY, cross: null }],
  ])('takes an entry with %s for a damaged one, whole as it is', (_what, entry) => {
    expect(decodeEntry('abc', encodeEntry('abc', entry as PairEntry))).toBeUndefined();
  });

  it('notices every damaged byte, and forgets the entry', inFolder((folder) => {
    const bytes = encodeEntry('abc', ENTRY);
    const store = openStore(folder);
    for (let at = 0; at < bytes.length; at += 1) {
      const damaged = Buffer.from(bytes);
      damaged[at] = damaged[at]! ^ 1;
      expect(decodeEntry('abc', damaged)).toBeUndefined();
      expect(decodeEntry('abc', bytes.subarray(0, at))).toBeUndefined();
    }
    store.write('abc', bytes.subarray(0, 50));
    expect(readPair(store, 'abc')).toBeUndefined();
    expect(names(folder)).toEqual([]);
  }));

  it('puts an entry in the place of a folder that stands there, and leaves nothing else over', inFolder((folder) => {
    const store = openStore(folder);
    mkdirSync(join(folder, 'a/abc/deeper'), { recursive: true });
    writeFileSync(join(folder, 'a/abc/deeper/file'), '');
    expect(readPair(store, 'abc')).toBeUndefined();
    store.write('abc', encodeEntry('abc', ENTRY));
    expect(readPair(store, 'abc')).toEqual(ENTRY);
    expect(names(folder)).toEqual(['a/abc']);
  }));

  it('takes no entry for another one', () => {
    expect(decodeEntry('abd', encodeEntry('abc', ENTRY))).toBeUndefined();
  });

  it('holds no more than it may: what was not used for longest goes', inFolder((folder) => {
    const store = openStore(folder, 100_000);
    const keys = Array.from({ length: 200 }, (_, index) => digestOf(String(index)));
    for (const [index, key] of keys.entries()) {
      store.write(key, Buffer.alloc(1000));
      utimesSync(join(folder, key.slice(0, 1), key), index, index);
    }
    // Reading marks it as used.
    store.read(keys[0]!);
    store.sweep();
    const kept = new Set(names(folder).map((name) => name.slice(2)));
    expect(kept.size).toBe(75);
    expect([kept.has(keys[0]!), kept.has(keys[1]!), kept.has(keys[199]!)]).toEqual([true, false, true]);
  }));
});
