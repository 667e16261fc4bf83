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

describe('a state that somebody deleted from the ledger', () => {
  const withoutStates = (): void => {
    const empty = at.folder.feed('gitops.git', '', 'mktree');
    at.git('update-ref', 'refs/heads/slipway-ledger', at.git('commit-tree', '-p', 'slipway-ledger', '-m', 'gone', empty));
  };

  it.each([true, false])('lets no older commit in, because the commits of the other branch tell (a server that filters: %s)', async (filter) => {
    at.remove();
    at = new Publishing({ filter });
    const older = at.revise();
    const newer = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v2')]);
    // What others wrote since hides nothing, nor does a text that quotes a trailer.
    const quote = at.git('commit-tree', '-p', 'main', '-m', `Revert\n\nSlipway-Pair: staging/shop v1 bundle=x\n\nbecause`, at.git('rev-parse', 'main^{tree}'));
    at.git('update-ref', 'refs/heads/main', quote);
    withoutStates();
    checkout(older);
    const result = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(result).toMatchObject({ outcome: 'superseded', pairs: [{ outcome: 'superseded', reason: `newer already published, from ${newer.slice(0, 12)}, as its commit says: the ledger has no state of it` }] });
    expect(at.git('show', 'main:staging/shop/ConfigMap-release.yaml')).toContain('v2');
    checkout(newer);
    expect((await at.publish([pairOf('staging', 'shop', 'v2')])).outcome).toBe('unchanged');
    expect(at.state('staging/shop')).toMatchObject({ revision: newer });
  });

  it('brings nothing back that was removed', async () => {
    const older = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1'), pairOf('staging', 'crm', 'v1')]);
    at.revise();
    await at.publish([pairOf('staging', 'crm', 'v1')], { scope: {}, deletions: [{ environment: 'staging', system: 'shop', reason: 'gone', until: '2023-11-20', file: 'overlays/deletions.yaml', line: 3 }] });
    withoutStates();
    checkout(older);
    expect((await at.publish([pairOf('staging', 'shop', 'v1')])).outcome).toBe('superseded');
    expect(at.files()).toEqual(['100644 staging/crm/ConfigMap-release.yaml']);
  });

  it('is told of each pair by the newest commit about it, and of a pair of a similar name not at all', async () => {
    const first = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    at.revise();
    await at.publish([pairOf('staging', 'shop-2', 'v2')]);
    withoutStates();
    checkout(first);
    expect((await at.publish([pairOf('staging', 'shop', 'v1b')])).outcome).toBe('published');
    expect((await at.publish([pairOf('staging', 'shop-2', 'v1')])).outcome).toBe('superseded');
  });

  it('is refused where the commits name one that is nowhere', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    withoutStates();
    at.folder.work('ci');
    at.folder.write('ci/file', 'another history');
    at.folder.commit('ci', 'other');
    await expect(publishFromClone('v2')).rejects.toThrow('which is not in this repository');
  });
});

describe('a state that somebody set back', () => {
  it('lets no older commit in, because what is there is not what it says, and the commits tell', async () => {
    const oldest = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    const before = at.git('rev-parse', 'slipway-ledger');
    const older = at.revise();
    const newer = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v3')]);
    at.git('update-ref', 'refs/heads/slipway-ledger', at.git('commit-tree', '-p', 'slipway-ledger', '-m', 'back', `${before}^{tree}`));
    checkout(older);
    const reason = `newer already published, from ${newer.slice(0, 12)}, as its commit says: the ledger says ${oldest.slice(0, 12)}`;
    expect(await at.publish([pairOf('staging', 'shop', 'v2')])).toMatchObject({ outcome: 'superseded', pairs: [{ reason }] });
    checkout(newer);
    expect((await at.publish([pairOf('staging', 'shop', 'v3')])).outcome).toBe('unchanged');
    expect(at.state('staging/shop')).toMatchObject({ revision: newer });
  });
});

describe('a retry from an older commit', () => {
  it('is refused, because nothing would be tried again', async () => {
    const older = at.revise();
    const newer = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v2')]);
    checkout(older);
    const before = at.git('for-each-ref');
    await expect(at.publish([pairOf('staging', 'shop', 'v1')], { retry: true })).rejects.toThrow(`was not tried again: newer already published, from ${newer.slice(0, 12)}, and ${older.slice(0, 12)}, which is checked out, is older\n  fix: git pull`);
    expect(at.git('for-each-ref')).toBe(before);
  });
});
