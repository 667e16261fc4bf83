import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { treeOf } from './cli-project.ts';
import { IncrementalWorld, prepared } from './incremental-world.ts';

jest.setTimeout(60_000);

const PARTS = [1, 2, 3];
let world: IncrementalWorld;
beforeAll(() => {
  world = prepared(new IncrementalWorld(3));
});
afterAll(() => world.project.remove());

const entries = () => readdirSync(world.project.path('.slipway/cache/v2'), { recursive: true, encoding: 'utf8' }).filter((name) => /^[0-9a-f]\//.test(name)).sort();

describe('shards', () => {
  it('hold every pair once, and merge into what one process renders', async () => {
    for (const part of PARTS) expect(await world.synth(['--shard', `${part}/3`, '--outdir', `build/part-${part}`])).toMatchObject({ code: 0 });
    const full = await world.full();
    const manifests = (tree: ReadonlyMap<string, string>) => [...tree].filter(([path]) => !path.startsWith('argocd/'));
    const merged = PARTS.flatMap((part) => manifests(treeOf(world.project.path(`build/part-${part}`))));
    expect(merged).toHaveLength(manifests(full).length);
    expect(new Map(merged)).toEqual(new Map(manifests(full)));

    // The merging run has the caches of the others, and renders nothing.
    const before = entries();
    expect(before).toHaveLength(9);
    expect(await world.synth()).toMatchObject({ code: 0 });
    expect(entries()).toEqual(before);
    expect(world.dist).toEqual(full);
  });
});
