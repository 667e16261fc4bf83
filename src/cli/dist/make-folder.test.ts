import { describe, expect, it } from '@jest/globals';
import { existsSync, lstatSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { inFolder, put } from './test-support.ts';

describe('makeFolder', () => {
  it('makes a folder and those above it, and bears it when they are there', inFolder((folder) => {
    for (let time = 0; time < 2; time++) {
      makeFolder(join(folder, 'a/b/c'));
      expect(lstatSync(join(folder, 'a/b/c')).isDirectory()).toBe(true);
    }
  }));

  it('tells of a file in its way', inFolder((folder) => {
    put(folder, { file: '' });
    expect(() => makeFolder(join(folder, 'file/a'))).toThrow('ENOTDIR');
  }));

  (existsSync('/proc/self') ? it : it.skip)('gives up where no folder can be made', () => {
    expect(() => makeFolder('/proc/slipway/dev/shop')).toThrow('ENOENT');
  });
});
