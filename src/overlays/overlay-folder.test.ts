import { describe, expect, it } from '@jest/globals';
import { type FolderEntry, folderProblems, readFolder } from './overlay-folder.ts';

const known = [{ name: 'dev', stage: 'dev' }];
const files: FolderEntry[] = ['dev.yaml', 'dev.release.yaml'].map((name) => ({ name, kind: 'file' }));

describe('a folder of overlays', () => {
  for (const name of ['dev.yaml~', '.dev.yaml.swp', 'dev.yaml.swp', 'dev.yaml.orig', '#dev.yaml#', '.gitkeep']) {
    it(`may hold what tools leave: ${name}`, () => {
      expect(readFolder('overlays/shop', [...files, { name, kind: 'file' }], known).problems).toEqual([]);
      expect(folderProblems([{ name, kind: 'file' }], ['shop'])).toEqual([]);
    });
  }

  it('says what is neither a file nor a folder', () => {
    const [problem] = readFolder('overlays/shop', [{ name: 'dev.yaml', kind: 'other' }, files[1]!], known).problems;
    expect(problem!.message).toBe('is neither a file nor a folder, but a pipe, a socket or a device');
  });
});
