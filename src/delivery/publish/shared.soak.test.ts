import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openSource } from '../git/source-repository.ts';
import { ALONE } from '../git/test-support/git-folder.ts';
import { type OwnedPath } from './publish-request.ts';
import { filesOf, pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
beforeEach(() => {
  at = new Publishing();
});
afterEach(() => at.remove());

/** ApplicationSets that say something; they belong to no pair. */
const sets = (says: string): { owned: readonly OwnedPath[]; scope: object } => ({ owned: [{ kind: 'folder', path: 'argocd/applicationsets', files: filesOf({ 'a.yaml': says }), pairs: [] }], scope: {} });
const said = (): string => at.git('show', 'main:argocd/applicationsets/a.yaml');
const checkout = (commit: string): string => at.folder.git('source', 'checkout', '--quiet', commit);
const state = (): unknown => JSON.parse(at.git('show', 'slipway-ledger:published/argocd.json'));

describe('what belongs to no pair', () => {
  it('has a state of its own, and a trailer', async () => {
    const revision = at.revise();
    const { commit } = await at.publish([pairOf('staging', 'shop', 'v1')], sets('one'));
    expect(state()).toEqual({ schema: 'slipway.published-shared/v1', revision, commit });
    expect(at.git('log', '-1', '--format=%(trailers:key=Slipway-Shared,valueonly)', 'main').trim()).toBe('argocd');
    const next = at.revise();
    expect((await at.publish([pairOf('staging', 'shop', 'v1')], sets('one'))).outcome).toBe('unchanged');
    expect(state()).toEqual({ schema: 'slipway.published-shared/v1', revision: next, commit });
  });

  it('is never taken back by an older commit, also where no pair tells', async () => {
    const older = at.revise();
    at.revise();
    await at.publish([], sets('two'));
    checkout(older);
    expect((await at.publish([], sets('one'))).outcome).toBe('superseded');
    expect((await at.publish([pairOf('staging', 'shop', 'v1')], sets('one'))).outcome).toBe('published');
    expect(said()).toBe('two');
  });

  it('is brought forward by a commit that is newer, though a pair is newer still', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')], sets('one'));
    const middle = at.revise();
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v3')]);
    checkout(middle);
    const { outcome, pairs } = await at.publish([pairOf('staging', 'shop', 'v2')], sets('two'));
    expect([outcome, pairs.map((pair) => pair.outcome), said()]).toEqual(['published', ['superseded'], 'two']);
  });

  it('changes, also where what it held before is not here', async () => {
    const input = (says: string): OwnedPath => ({ kind: 'file', path: 'argocd/applications/staging/shop.yaml', bytes: Buffer.from(says), pairs: ['staging/shop'] });
    for (const says of ['one', 'two', 'three']) {
      at.revise();
      expect((await at.publish([pairOf('staging', 'shop', 'v1')], { ...sets(says), owned: [...sets(says).owned, input(says)] })).outcome).toBe('published');
    }
    expect([said(), at.git('show', 'main:argocd/applications/staging/shop.yaml')]).toEqual(['three', 'three']);
  });

  it('is refused from a commit that neither comes before nor after', async () => {
    const base = at.revise();
    at.revise('theirs');
    await at.publish([], sets('one'));
    checkout(base);
    at.revise('ours');
    await expect(at.publish([], sets('two'))).rejects.toThrow(/^argocd\n +was published from/);
  });

  it('is left alone where a state is no state', async () => {
    at.revise();
    await at.publish([], sets('one'));
    const blob = at.folder.feed('gitops.git', '{}', 'hash-object', '-w', '--stdin');
    const folder = at.folder.feed('gitops.git', `100644 blob ${blob}\targocd.json\n`, 'mktree');
    const tree = at.folder.feed('gitops.git', `040000 tree ${folder}\tpublished\n`, 'mktree');
    at.git('update-ref', 'refs/heads/slipway-ledger', at.git('commit-tree', '-p', 'slipway-ledger', '-m', 'x', tree));
    await expect(at.publish([], sets('two'))).rejects.toThrow('published/argocd.json on the ledger branch is no published state');
  });

  it('is brought in whole by publishers that begin together', async () => {
    at.revise();
    const systems = ['a', 'b', 'c', 'd'];
    const outcomes = await Promise.all(systems.map((system) => at.publish([pairOf('staging', system, 'v1')], { ...sets('one'), scope: { systems: [system] } })));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(systems.map(() => 'published'));
    expect(at.files()).toEqual(['100644 argocd/applicationsets/a.yaml', ...systems.map((system) => `100644 staging/${system}/ConfigMap-release.yaml`)]);
    expect(at.git('log', '--format=%(trailers:key=Slipway-Shared,valueonly)', 'main').trim()).toBe('argocd');
  });
});

describe('what belongs to no pair, published from several commits together', () => {
  it('ends as the newest of them has it, whichever comes last', async () => {
    const revisions = Array.from({ length: 6 }, () => at.revise());
    const results = revisions.map(async (revision, index) => {
      const folder = `clone-${index}`;
      at.folder.git('.', 'clone', '--quiet', 'source', folder);
      at.folder.git(folder, 'checkout', '--quiet', revision);
      const source = openSource(join(at.folder.path, folder), ALONE);
      return at.publish([pairOf('staging', 'shop', `v${index}`)], { ...sets(`from ${index}`), source, revision: await source.revision() });
    });
    const outcomes = (await Promise.all(results)).map(({ outcome }) => outcome);
    expect([said(), outcomes.at(-1)]).toEqual(['from 5', 'published']);
    expect(at.git('show', 'main:staging/shop/ConfigMap-release.yaml')).toContain('v5');
    expect(state()).toMatchObject({ revision: revisions.at(-1) });
    // Linear, and each that was published is there once.
    expect(at.git('rev-list', '--merges', 'main')).toBe('');
    expect(Number(at.git('rev-list', '--count', 'main'))).toBe(outcomes.filter((outcome) => outcome === 'published').length);
  });
});

describe('a pair that is left out', () => {
  it('stays as it is, though everything is published', async () => {
    at.revise();
    await at.publish([pairOf('production', 'shop', 'v1'), pairOf('staging', 'shop', 'v1')]);
    at.revise();
    const leftOut = [{ environment: 'production', system: 'shop', version: 'v2', reason: 'never promoted' }];
    const result = await at.publish([pairOf('staging', 'shop', 'v2')], { scope: {}, leftOut });
    expect([result.outcome, result.leftOut, result.pairs.map(({ environment }) => environment)]).toEqual(['published', leftOut, ['staging']]);
    expect(at.files()).toEqual(['100644 production/shop/ConfigMap-release.yaml', '100644 staging/shop/ConfigMap-release.yaml']);
  });
});

describe('what somebody put below argocd by hand', () => {
  const input: OwnedPath = { kind: 'file', path: 'argocd/applications/staging/shop.yaml', bytes: Buffer.from('shop'), pairs: ['staging/shop'] };
  const whole = { ...sets('one'), owned: [...sets('one').owned, input] };
  const put = (...paths: readonly string[]): void => {
    at.folder.git('.', 'clone', '--quiet', 'gitops.git', 'theirs');
    for (const path of paths) at.folder.write(`theirs/${path}`, 'theirs');
    at.folder.commit('theirs', 'by hand');
    at.folder.git('theirs', 'push', '--quiet', 'origin', 'main');
  };

  it('is named by a publish of everything, and left; in a folder that is owned it goes', async () => {
    at.revise();
    expect((await at.publish([pairOf('staging', 'shop', 'v1')], whole)).foreign).toEqual([]);
    await at.publish([pairOf('dev', 'crm', 'v1')], { owned: [{ ...input, path: 'argocd/applications/dev/crm.yaml', pairs: ['dev/crm'] }] });
    put('argocd/projects/AppProject.argoproj.io-admin.yaml', 'argocd/applications/staging/evil.yaml', 'argocd/applications/other/x.yaml', 'argocd/x/y/z.yaml', 'argocd/applicationsets/evil.yaml', 'elsewhere.yaml');
    const foreign = ['argocd/applications/other', 'argocd/applications/staging/evil.yaml', 'argocd/projects', 'argocd/x'];
    const pairs = [pairOf('staging', 'shop', 'v1'), pairOf('dev', 'crm', 'v1')];
    const result = await at.publish(pairs, { ...whole, owned: [...whole.owned, { ...input, path: 'argocd/applications/dev/crm.yaml', pairs: ['dev/crm'] }] });
    expect(result).toMatchObject({ outcome: 'published', besides: [{ file: 'argocd/applicationsets/evil.yaml', change: 'removed' }], foreign });
    expect(at.files().filter((file) => /evil|admin|other/.test(file))).toHaveLength(3);
    // Of a part nobody can tell what is another part's.
    expect((await at.publish([pairOf('staging', 'shop', 'v1')], { owned: [input] })).foreign).toEqual([]);
  });
});

describe('a scope', () => {
  it('does not reach the environments that it is not about', async () => {
    at.revise();
    await at.publish([pairOf('dev', 'shop', 'v1'), pairOf('staging', 'shop', 'v1'), pairOf('old', 'shop', 'v1')]);
    at.revise();
    const consent = { environment: 'old', system: 'shop', reason: 'gone', until: '2023-11-20', file: 'overlays/deletions.yaml', line: 3 };
    const { pairs } = await at.publish([pairOf('staging', 'shop', 'v2')], { scope: { except: ['dev'] }, deletions: [consent] });
    expect(pairs.map(({ environment, outcome }) => [environment, outcome])).toEqual([['old', 'removed'], ['staging', 'changed']]);
    expect(at.files()).toEqual(['100644 dev/shop/ConfigMap-release.yaml', '100644 staging/shop/ConfigMap-release.yaml']);
  });
});
