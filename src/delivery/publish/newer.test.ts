import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openSource } from '../git/source-repository.ts';
import { pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
beforeEach(() => {
  at = new Publishing();
});
afterEach(() => at.remove());

const checkout = (commit: string) => at.folder.git('source', 'checkout', '--quiet', commit);

/** A clone of the source as a CI makes it: of one commit, or with everything before it. */
function clone(commit: string, depth?: number): void {
  at.folder.bare('origin.git');
  at.folder.git('source', 'push', '--quiet', `${at.folder.path}/origin.git`, 'main', '+HEAD:refs/heads/other');
  at.folder.git('', 'init', '--quiet', 'ci');
  at.folder.git('ci', 'remote', 'add', 'origin', `file://${at.folder.path}/origin.git`);
  at.folder.git('ci', 'fetch', '--quiet', ...(depth === undefined ? [] : [`--depth=${depth}`]), 'origin', commit);
  at.folder.git('ci', 'checkout', '--quiet', commit);
}

async function publishFromClone(version: string): Promise<string> {
  const source = openSource(join(at.folder.path, 'ci'));
  return (await at.publish([pairOf('staging', 'shop', version)], { source, revision: await source.revision() })).outcome;
}

describe('what is newer', () => {
  it('wins in every pair by itself', async () => {
    const first = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    at.revise();
    await at.publish([pairOf('staging', 'crm', 'v2')]);
    checkout(first);
    const { outcome, pairs } = await at.publish([pairOf('staging', 'crm', 'v1'), pairOf('staging', 'shop', 'v1b')]);
    expect([outcome, pairs.map((pair) => pair.outcome)]).toEqual(['published', ['superseded', 'changed']]);
  });

  it('is published again from the same revision', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect((await at.publish([pairOf('staging', 'shop', 'v2')])).outcome).toBe('published');
  });

  it('is refused from a commit that neither comes before nor after', async () => {
    const base = at.revise();
    at.revise('theirs');
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    checkout(base);
    at.revise('ours');
    await expect(at.publish([pairOf('staging', 'shop', 'v2')])).rejects.toThrow(/staging\/shop\n +was published from [0-9a-f]{12}, which [0-9a-f]{12} neither comes after nor before\n.*\n +fix: git merge/);
  });

  it('is told in a clone that was made before the newer commit, and by a shallow one', async () => {
    const older = at.revise();
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v2')]);
    clone(older, 1);
    expect(await publishFromClone('v1')).toBe('superseded');
    expect(at.folder.git('ci', 'for-each-ref')).toBe('');
  });

  it('is refused where a shallow clone cannot tell', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    at.revise();
    const newer = at.revise();
    clone(newer, 1);
    await expect(publishFromClone('v2')).rejects.toThrow('because this clone is shallow\n  fix: git fetch --unshallow');
    at.folder.git('ci', 'fetch', '--quiet', '--unshallow', 'origin');
    expect(await publishFromClone('v2')).toBe('published');
  });

  it('is refused where the published commit is nowhere', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    at.folder.work('ci');
    at.folder.write('ci/file', 'another history');
    at.folder.commit('ci', 'other');
    await expect(publishFromClone('v2')).rejects.toThrow('which is not in this repository');
  });
});
