import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cdk8sOutput } from './cdk8s-output.ts';

describe('the output folder of cdk8s', () => {
  let root: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-output-')));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const of = (output: string, named = output) => {
    writeFileSync(join(root, 'cdk8s.yaml'), `output: ${output}\n`);
    return cdk8sOutput(root, join(root, named) + (named.endsWith('/') ? '/' : ''));
  };

  it.each([
    ['the scratch folder', '.slipway/cdk8s', undefined, true, '.slipway/manifests'],
    ['a scratch folder elsewhere', 'build/cdk8s', undefined, true, '.slipway/manifests'],
    ['one with a slash at its end, which would lead cdk8s through a link', '.slipway/cdk8s/', undefined, true, '.slipway/cdk8s'],
    ['one that holds the manifests', '.slipway', undefined, true, '.slipway'],
    ['the manifests themselves', '.slipway/manifests', undefined, true, '.slipway/manifests'],
    ['dist', 'dist', undefined, false, 'dist'],
    ['a folder of dist, which is none of ours to link', 'dist/production', undefined, false, 'dist/production'],
    ['another', '.slipway/cdk8s', 'other', false, 'other'],
  ])('is %s', (_what, output, named, isScratch, writeTo) => {
    const found = of(output, named);
    expect([found.isScratch, found.writeTo]).toEqual([isScratch, join(root, writeTo)]);
    found.show();
    const shown = lstatSync(found.path);
    expect([shown.isSymbolicLink(), shown.isDirectory()]).toEqual(found.path === found.writeTo ? [false, true] : [true, false]);
    expect(realpathSync(found.path)).toBe(join(root, writeTo));
  });

  it('becomes a link where another run left a folder or a link', () => {
    const found = of('.slipway/cdk8s');
    mkdirSync(found.path, { recursive: true });
    writeFileSync(join(found.path, 'slipway-failed.yaml'), '#\n');
    for (let run = 0; run < 2; run++) {
      found.show();
      expect(readlinkSync(found.path)).toBe('manifests');
      expect(readdirSync(join(root, '.slipway')).sort()).toEqual(['cdk8s', 'manifests']);
    }
  });
});
