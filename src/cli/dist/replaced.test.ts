import { describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { writeDist } from '../dist.ts';
import { outdirAt } from './outdir.ts';
import { Replaced } from './replaced.ts';
import { inFolder, ours, pair, put, tree } from './test-support.ts';

async function write(root: string, outdir: string, files: Readonly<Record<string, string>>): Promise<void> {
  const owned = Object.fromEntries(Object.entries(files).map(([name, text]) => [name, ours(text)]));
  await writeDist(root, [{ outdir: outdirAt(root, join(root, outdir)), whole: true }], () => ({ pairs: [pair('dev/shop', owned)], argocd: [] }), { onWait: () => undefined, onTouch: () => undefined });
}

const replaced = (root: string) => tree(join(root, '.slipway/replaced'));

describe('what a write replaces', () => {
  it('is there to be read by who asked for it, as it was when it was last asked for', inFolder(async (root) => {
    await write(root, 'dist', { 'Job-a.yaml': 'a', 'Job-b.yaml': 'b', 'Job-c.yaml': 'c' });
    const asked = new Replaced(root);
    put(root, { 'dist/dev/shop/Job-a.yaml': ours('edited') });
    await write(root, 'dist', { 'Job-a.yaml': 'a2', 'Job-c.yaml': 'c', 'Job-d.yaml': 'd' });
    await write(root, 'dist', { 'Job-a.yaml': 'a3', 'Job-c.yaml': 'c', 'Job-d.yaml': 'd' });
    const read = () => ['a', 'b', 'c', 'd', 'e'].map((name) => /# (.*)/.exec(asked.read(`dev/shop/Job-${name}.yaml`)?.toString() ?? '')?.[1]);
    expect(read()).toEqual(['edited', 'b', undefined, undefined, undefined]);
    asked.forget();
    expect(read()).toEqual([undefined, undefined, undefined, undefined, undefined]);
    await write(root, 'dist', { 'Job-c.yaml': 'c', 'Job-d.yaml': 'd' });
    expect(read()).toEqual(['a3', undefined, undefined, undefined, undefined]);
    asked.close();
    expect(replaced(root)).toEqual({});
  }));

  it('is left to nobody where nobody asks, and none who is gone', inFolder(async (root) => {
    await write(root, 'dist', { 'Job-a.yaml': 'a' });
    await write(root, 'dist', { 'Job-a.yaml': 'b' });
    expect(existsSync(join(root, '.slipway/replaced'))).toBe(false);
    put(root, { '.slipway/replaced/999999999/dev/shop/Job-a.yaml': 'long ago' });
    await write(root, 'dist', { 'Job-a.yaml': 'c' });
    expect(replaced(root)).toEqual({});
  }));

  it('is that of dist alone', inFolder(async (root) => {
    const asked = new Replaced(root);
    await write(root, 'build', { 'Job-a.yaml': 'a' });
    await write(root, 'build', { 'Job-a.yaml': 'b' });
    expect(asked.read('dev/shop/Job-a.yaml')).toBeUndefined();
    asked.close();
  }));
});
