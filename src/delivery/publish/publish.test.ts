import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { configMap, pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
beforeEach(() => {
  at = new Publishing();
});
afterEach(() => at.remove());

describe('publishing', () => {
  it('makes one commit with the manifests, and the state on the ledger', async () => {
    const revision = at.revise('Raise memory');
    const result = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(result).toMatchObject({ outcome: 'published', branch: 'main', revision, pairs: [{ outcome: 'changed', changes: [{ file: 'ConfigMap-release.yaml', change: 'added' }] }] });
    expect(at.files()).toEqual(['100644 staging/shop/ConfigMap-release.yaml']);
    expect(at.git('rev-parse', 'main')).toBe(result.commit);
    expect(at.state('staging/shop')).toMatchObject({ schema: 'slipway.published/v1', revision, commit: result.commit, tree: at.git('rev-parse', 'main:staging/shop') });
  });

  it('makes no commit for the same manifests, but moves the state', async () => {
    at.revise();
    const first = await at.publish([pairOf('staging', 'shop', 'v1')]);
    const second = at.revise();
    const result = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(result).toMatchObject({ outcome: 'unchanged', pairs: [{ outcome: 'unchanged' }] });
    expect(result.commit).toBeUndefined();
    expect(at.git('rev-parse', 'main')).toBe(first.commit);
    expect(at.state('staging/shop')).toMatchObject({ revision: second, commit: first.commit });
  });

  it('changes, adds and removes', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1', { 'a.yaml': configMap('1'), 'b.yaml': configMap('1') })]);
    at.revise();
    const result = await at.publish([pairOf('staging', 'shop', 'v2', { 'b.yaml': configMap('2'), 'c.yaml': configMap('1') })]);
    expect(result.pairs[0]!.changes).toEqual([
      { file: 'a.yaml', change: 'removed' },
      { file: 'b.yaml', change: 'changed' },
      { file: 'c.yaml', change: 'added' },
    ]);
    expect(at.files()).toEqual(['100644 staging/shop/b.yaml', '100644 staging/shop/c.yaml']);
  });

  it('passes over what is older', async () => {
    const older = at.revise();
    const newer = at.revise();
    await at.publish([pairOf('staging', 'shop', 'v2')]);
    at.folder.git('source', 'checkout', '--quiet', older);
    const result = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(result).toMatchObject({ outcome: 'superseded', pairs: [{ outcome: 'superseded', reason: `newer already published, from ${newer.slice(0, 12)}` }] });
    expect(at.git('show', 'main:staging/shop/ConfigMap-release.yaml')).toContain('"v2"');
  });
});
