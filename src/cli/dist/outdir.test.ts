import { describe, expect, it } from '@jest/globals';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { resolveOutdir } from './outdir.ts';
import { inFolder, put } from './test-support.ts';

function project(folder: string): string {
  put(folder, { 'project/cdk8s.yaml': '', 'project/overlays/a': '', 'other/cdk8s.yaml': '', 'plain/file': '' });
  symlinkSync('../plain', join(folder, 'project/linked'));
  mkdirSync(join(folder, 'project/build'));
  symlinkSync('.', join(folder, 'project/self'));
  return join(folder, 'project');
}

describe('an output folder', () => {
  const accepted: Record<string, [given: string, shown: string, removesGonePairs: boolean]> = {
    'dist': ['dist', 'dist', true],
    'a folder in the project': ['build/manifests', 'build/manifests', true],
    'a way with dots': ['./build/../dist', 'dist', true],
    'a folder beside the project, shown in full': ['../gitops', '<folder>/gitops', false],
  };
  for (const [name, [given, shown, removesGonePairs]] of Object.entries(accepted)) {
    it(`may be ${name}`, inFolder((folder) => {
      const outdir = resolveOutdir(project(folder), given);
      expect(outdir.shown.replace(folder, '<folder>')).toBe(shown);
      expect(outdir.removesGonePairs).toBe(removesGonePairs);
    }));
  }

  const refused: Record<string, [given: string, why: string]> = {
    'nothing': ['', 'empty name'],
    'the project': ['.', 'holds the project'],
    'the folder above': ['..', 'holds the project'],
    'the root of the file system': ['/', 'holds the project'],
    'the project through a link': ['self', 'link'],
    'sources': ['src', 'no place to write to'],
    'a folder among the overlays': ['overlays/dist', 'no place to write to'],
    'the sources by way of a link': ['self/src', 'no place to write to'],
    'the repository itself': ['.git', 'no place to write to'],
    'another project': ['../other', 'project of its own'],
    'a link': ['linked', 'is a link'],
    'a folder behind a link that leads out': ['linked/dist', 'leads out of the project'],
    'a file': ['cdk8s.yaml', 'no folder'],
    'an environment of dist': ['dist/production', 'lies in dist'],
    'a new folder deep in dist': ['dist/production/shop/x', 'lies in dist'],
    'a folder of dist by another way': ['self/dist/production', 'lies in dist'],
  };
  for (const [name, [given, why]] of Object.entries(refused)) {
    it(`must not be ${name}`, inFolder((folder) => {
      expect(() => resolveOutdir(project(folder), given)).toThrow(why);
    }));
  }

  it('that lies in dist is told another in the words of whoever asked', inFolder((folder) => {
    expect(() => resolveOutdir(project(folder), 'dist/production')).toThrow('fix: --outdir build/manifests ');
    expect(() => resolveOutdir(project(join(folder, 'b')), 'dist/production', '--output')).toThrow('fix: --output build/manifests ');
  }));

  it('is told what to do about a dist that is none', inFolder((folder) => {
    const root = project(folder);
    symlinkSync('build', join(root, 'dist'));
    expect(() => resolveOutdir(root, 'dist')).toThrow(/^dist\n {2}dist, the output folder, is a link.*\n {2}fix: rm dist /);
    rmSync(join(root, 'dist'));
    put(root, { dist: '' });
    expect(() => resolveOutdir(root, 'dist')).toThrow(/is no folder\n {2}fix: mv dist <somewhere else>$/);
  }));
});
