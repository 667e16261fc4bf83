import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { repositoryAddress } from '../git/repository-address.ts';
import { openSource } from '../git/source-repository.ts';
import { type Fault, serveGit } from '../git/test-support/git-server.ts';
import { publish } from './publish.ts';
import { CALM, configMap, filesOf, Publishing } from './test-support/publishing.ts';
import { type Orders } from './test-support/publisher-process.ts';
import { buildPublisher, startPublisher } from './test-support/publishers.ts';

let at: Publishing;
let program: string;
beforeEach(async () => {
  at = new Publishing();
  program = await buildPublisher(at.folder.path);
});
afterEach(() => at.remove());

/** Every revision in a clone of its own, as jobs of a CI have them: each ends with its commit. */
function clones(count: number): { folder: string; id: string }[] {
  const revisions = Array.from({ length: count }, () => at.revise());
  at.folder.bare('origin.git');
  at.folder.git('source', 'push', '--quiet', `${at.folder.path}/origin.git`, 'main');
  return revisions.map((id, index) => {
    const folder = `clone-${index}`;
    at.folder.work(folder);
    at.folder.git(folder, 'remote', 'add', 'origin', `file://${at.folder.path}/origin.git`);
    at.folder.git(folder, 'fetch', '--quiet', 'origin', id);
    at.folder.git(folder, 'checkout', '--quiet', id);
    return { folder: join(at.folder.path, folder), id };
  });
}

const pair = (environment: string, system: string, version: string, files: Record<string, string>) => ({ environment, system, version, bundle: 'b'.repeat(64), definition: 'd'.repeat(40), files });

/** Commits of a branch, oldest first, each with its parents. */
const history = (ref: string) =>
  at
    .git('log', '--reverse', '--topo-order', '--format=%H %P', ref)
    .split('\n')
    .map((line) => line.trim().split(' '));

function expectLinear(ref: string): number {
  const commits = history(ref);
  commits.forEach(([, ...parents], index) => expect(parents).toEqual(index === 0 ? [] : [commits[index - 1]![0]]));
  return commits.length;
}

function expectSound(): void {
  expect(at.git('fsck', '--strict', '--no-dangling', '--no-progress')).toBe('');
  expectLinear('main');
  expectLinear('slipway-ledger');
}

describe('many publishers at once', () => {
  it('land every change exactly once, whatever the server does', async () => {
    const all = clones(11);
    const newest = all.at(-1)!;
    const dice = random(7);
    const faults: Fault[] = ['drop', 'drop-answer', 'forbid', 'busy', 'nonsense', 'stall', 'unauthorized'];
    const server = await serveGit(at.folder.path, (request) => {
      const chance = request.includes('receive-pack') ? 0.15 : 0.02;
      return dice() < chance ? faults[Math.floor(dice() * faults.length)]! : 'none';
    });
    // A file of somebody else's, and one that a publish has to remove.
    at.git('update-ref', 'refs/heads/main', at.folder.feed('gitops.git', 'foreign', 'commit-tree', at.folder.feed('gitops.git', `100644 blob ${at.folder.feed('gitops.git', 'theirs', 'hash-object', '-w', '--stdin')}\tREADME.md\n`, 'mktree')));
    const orders = (source: string, pairs: Orders['pairs'], index: number): Orders => ({ source, repository: `${server.url}/gitops.git`, scratch: join(at.folder.path, `scratch-${index}`), pairs });
    const different = Array.from({ length: 30 }, (_, index) => orders(newest.folder, [pair('staging', `system-${index}`, `v${index}`, { 'ConfigMap-release.yaml': configMap(String(index)) })], index));
    const same = all.slice(0, 10).map(({ folder }, index) => orders(folder, [pair('staging', 'shared', `v${index}`, { 'ConfigMap-release.yaml': configMap(String(index)), [`ConfigMap-only-${index}.yaml`]: configMap('x') })], 30 + index));

    const started = performance.now();
    const ends = await Promise.all([...different, ...same].map((order) => startPublisher(program, order).ended));
    process.stderr.write(`40 publishers: ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
    await server.close();

    expect(ends.filter(({ code }) => code !== 0).map(({ said }) => said)).toEqual([]);
    expectSound();
    const files = at.files();
    for (let index = 0; index < 30; index++) {
      expect(files).toContain(`100644 staging/system-${index}/ConfigMap-release.yaml`);
      expect(at.git('log', '--format=%s', '--grep', `staging/system-${index} `, 'main').split('\n')).toHaveLength(1);
    }
    expect(files.filter((file) => file.includes('/shared/'))).toEqual(['100644 staging/shared/ConfigMap-only-9.yaml', '100644 staging/shared/ConfigMap-release.yaml']);
    expect(at.git('show', 'main:staging/shared/ConfigMap-release.yaml')).toContain('"9"');
    expect(at.state('staging/shared')['revision']).toBe(all[9]!.id);
    expect(files).toContain('100644 README.md');
    // Once something newer is there, nothing older comes after it.
    const versions = at.git('log', '--reverse', '--format=%s', '--grep', 'staging/shared ', 'main').split('\n').map((subject) => Number(/ v(\d+)$/.exec(subject)![1]));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    for (const { result } of ends) {
      if (result?.commit === undefined) continue;
      expect(at.git('merge-base', '--is-ancestor', result.commit, 'main')).toBe('');
      for (const { environment, system, tree, outcome } of result.pairs) if (outcome === 'changed') expect(at.git('rev-parse', `${result.commit}:${environment}/${system}`)).toBe(tree);
    }
  });
});

/** How often each of the two sorts of publish is killed. */
const ROUNDS = 60;

describe('a publish that is killed', () => {
  it.each([
    ['with atomic pushes', 'true', 11],
    ['without', 'false', 12],
  ])('and run again is as if it had never been killed, %s', async (_name, atomic, seed) => {
    const dice = random(seed);
    const other = new Publishing();
    for (const one of [at, other]) one.git('config', 'receive.advertiseAtomic', atomic);
    let length = 300;
    let landed = 0;
    for (let round = 0; round < ROUNDS; round++) {
      at.revise(`round ${round}`);
      const files: Record<string, string> = { 'ConfigMap-release.yaml': configMap(String(round % 3 === 2 ? round - 1 : round)), [`ConfigMap-${round % 4}.yaml`]: configMap('x') };
      const pairs = [pair('staging', 'shop', `v${round}`, files), pair('production', 'shop', 'v1', { 'ConfigMap-release.yaml': configMap('1') })];
      const killed = startPublisher(program, { source: join(at.folder.path, 'source'), repository: at.gitops, scratch: join(at.folder.path, 'scratch'), pairs });
      // Only what is killed needs a process of its own.
      const publishTo = async (to: Publishing): Promise<void> => {
        const source = openSource(join(at.folder.path, 'source'));
        await publish({ repository: repositoryAddress(to.gitops, '/'), source, revision: await source.revision(), pairs: pairs.map((one) => ({ ...one, files: filesOf(one.files) })), scope: { environments: ['staging', 'production'], systems: ['shop'] }, mode: 'push', scratch: join(at.folder.path, 'scratch') }, CALM);
      };
      const never = publishTo(other);
      const start = performance.now();
      await Promise.race([sleep(40 + dice() * length), killed.ended]);
      killed.kill();
      if ((await killed.ended).code === 0) landed += 1;
      await never;
      length = Math.max(100, 0.9 * length + 0.1 * (performance.now() - start) * 1.1);
      await publishTo(at);
      // What a killed publish started may still be at work for a moment; it can only do what is done.
      expect(at.git('rev-parse', 'main')).toBe(other.git('rev-parse', 'main'));
      expect(at.git('rev-parse', 'slipway-ledger:published')).toBe(other.git('rev-parse', 'slipway-ledger:published'));
    }
    process.stderr.write(`${ROUNDS} rounds, ${landed} ended before they were killed\n`);
    expectSound();
    expect(landed).toBeLessThan(0.7 * ROUNDS);
    expect(existsSync(join(at.folder.path, 'scratch')) ? readdirSync(join(at.folder.path, 'scratch')).length : 0).toBeLessThan(2);
    other.remove();
  }, 240_000);
});

/** Numbers that look random and are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
