import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSigning } from '../git/commit.ts';
import { openSource } from '../git/source-repository.ts';
import { type Deletion } from './consent.ts';
import { compareAddress, proposalBody } from './proposal.ts';
import { configMap, filesOf, object, pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
beforeEach(() => {
  at = new Publishing();
  at.revise('Add shop');
});
afterEach(() => at.remove());

const shop = (version: string) => [pairOf('staging', 'shop', version)];
const consent = (deletion: Partial<Deletion> = {}): Deletion => ({ environment: 'staging', system: 'shop', reason: 'gone', until: '2023-11-20', file: 'overlays/deletions.yaml', line: 3, ...deletion });

describe('the same publish', () => {
  it('onto the same tip is the same commit on any machine', async () => {
    const other = new Publishing();
    other.folder.git('source', 'pull', '--quiet', join(at.folder.path, 'source'), 'main');
    const [one, two] = [await at.publish(shop('v1')), await other.publish(shop('v1'))];
    expect(one.commit).toBe(two.commit);
    expect(at.git('rev-parse', 'slipway-ledger')).toBe(other.git('rev-parse', 'slipway-ledger'));
    other.remove();
  });

  it('is a commit that git takes, with author, date and trailers', async () => {
    await at.publish(shop('v1'));
    expect(at.git('fsck', '--strict', '--no-dangling', '--no-progress')).toBe('');
    expect(at.git('log', '-1', '--format=%an <%ae> %at|%cn <%ce> %ct', 'main')).toBe('Ada Example <ada@acme.example> 1700000060|slipway <slipway@slipway.invalid> 1700000060');
    const [revision] = at.folder.git('source', 'rev-parse', 'HEAD').split('\n');
    expect(at.git('log', '-1', '--format=%B', 'main').trim()).toBe(`${revision!.slice(0, 7)}: staging/shop v1

staging/shop v1
  + ConfigMap-release.yaml

Argocd-reference-commit-author: Ada Example <ada@acme.example>
Argocd-reference-commit-date: 2023-11-14T22:14:20Z
Argocd-reference-commit-subject: Add shop
Argocd-reference-commit-sha: ${revision}
Argocd-reference-commit-repourl: https://git.acme.example/deploy.git
Slipway-Schema: slipway.publish/v1
Slipway-Pair: staging/shop v1 bundle=${'b'.repeat(64)} definition=${'d'.repeat(40)} tree=${at.git('rev-parse', 'main:staging/shop')}`);
  });
});

describe('a retry', () => {
  it('is a commit of the same tree that counts, until something changes', async () => {
    await at.publish(shop('v1'));
    for (const retry of [1, 2]) {
      const result = await at.publish(shop('v1'), { retry: true });
      expect(result).toMatchObject({ outcome: 'published', retry, pairs: [{ outcome: 'retried' }] });
      expect(at.git('log', '-1', '--format=%(trailers:key=Slipway-Retry,valueonly)', 'main')).toContain(String(retry));
      expect(at.state('staging/shop')['commit']).toBe(result.commit);
    }
    expect(at.git('rev-parse', 'main^{tree}')).toBe(at.git('rev-parse', 'main~2^{tree}'));
    const changed = await at.publish(shop('v2'), { retry: true });
    expect(changed.retry).toBeUndefined();
  });
});

describe('a proposal', () => {
  it('is on a branch of its own, and moves no state', async () => {
    await at.publish(shop('v1'));
    const before = at.git('rev-parse', 'main', 'slipway-ledger');
    at.revise();
    const result = await at.publish(shop('v2'), { mode: 'propose' });
    expect(result).toMatchObject({ outcome: 'proposed', base: 'main' });
    expect(result.branch).toMatch(/^slipway\/staging-shop-[0-9a-f]{12}$/);
    expect(at.git('rev-parse', `${result.branch}~1`, 'slipway-ledger')).toBe(before);
    expect(await at.publish(shop('v2'), { mode: 'propose' })).toMatchObject({ outcome: 'unchanged' });
    expect(proposalBody(result)).toContain('Publishes staging/shop v2 from');
    at.git('update-ref', 'refs/heads/main', result.commit!);
    expect(await at.publish(shop('v2'))).toMatchObject({ outcome: 'unchanged' });
    expect(at.state('staging/shop')).toMatchObject({ commit: result.commit, revision: result.revision });
  });

  it('has an address to compare at where the forge has one', () => {
    const branches = { base: 'main', branch: 'slipway/a-b' };
    expect(compareAddress({ ...branches, repository: 'https://git.acme.example/gitops.git' })).toBe('https://git.acme.example/gitops/compare/main...slipway%2Fa-b');
    expect(compareAddress({ ...branches, repository: 'git@git.acme.example:gitops.git' })).toBeUndefined();
  });
});

describe('a comparison', () => {
  it('writes nothing', async () => {
    await at.publish(shop('v1'));
    const before = at.git('for-each-ref');
    expect(await at.publish(shop('v2'), { mode: 'compare' })).toMatchObject({ outcome: 'compared', pairs: [{ changes: [{ change: 'changed' }] }] });
    expect(at.git('for-each-ref')).toBe(before);
  });
});

describe('a comparison with a proposal', () => {
  it('names the branch of the proposal, and writes nothing', async () => {
    await at.publish(shop('v1'));
    at.revise();
    const before = at.git('for-each-ref');
    const compared = await at.publish(shop('v2'), { mode: 'compare-proposal' });
    expect(at.git('for-each-ref')).toBe(before);
    const proposed = await at.publish(shop('v2'), { mode: 'propose' });
    expect([compared.outcome, compared.branch, compared.base]).toEqual(['compared', proposed.branch, 'main']);
    expect((await at.publish(shop('v2'), { mode: 'compare-proposal' })).pairs).toMatchObject([{ outcome: 'unchanged' }]);
  });
});

describe('branches', () => {
  it('that are not there are not made beside others', async () => {
    await at.publish(shop('v1'));
    await expect(at.publish(shop('v1'), { branch: 'mian' })).rejects.toThrow('has no branch "mian"\nallowed: main\nfix: --branch main');
    expect((await at.publish(shop('v1'), { branch: 'main', ledger: 'other-ledger' })).outcome).toBe('unchanged');
  });

  it.each([
    [{ branch: '--force' }, 'begins with "-"'],
    [{ branch: 'a..b' }, 'holds ".."'],
    [{ ledger: 'main' }, 'are both main'],
  ])('%j are refused', async (more, message) => {
    await expect(at.publish(shop('v1'), more)).rejects.toThrow(message);
  });
});

describe('a signed commit', () => {
  it('is signed by the key of the source, as git verifies', async () => {
    const key = join(at.folder.path, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    for (const [name, value] of Object.entries({ 'gpg.format': 'ssh', 'user.signingKey': `${key}.pub`, 'user.name': 'CI', 'user.email': 'ci@acme.example', 'commit.gpgSign': 'true' })) at.folder.git('source', 'config', name, value);
    const { git } = openSource(join(at.folder.path, 'source'));
    expect(await readSigning(git, false)).toBeUndefined();
    await at.publish(shop('v1'), { signing: await readSigning(git, undefined) });
    at.folder.write('signers', `ci@acme.example ${readFileSync(`${key}.pub`, 'utf8')}`);
    for (const branch of ['main', 'slipway-ledger']) expect(at.git('-c', `gpg.ssh.allowedSignersFile=${at.folder.path}/signers`, 'log', '-1', '--format=%G? %GS %cn', branch)).toBe('G ci@acme.example CI');
  });

  it('that cannot be signed is told at once', async () => {
    await expect(at.publish(shop('v1'), { signing: { settings: ['gpg.format=ssh', 'user.signingKey=/nowhere'] } })).rejects.toThrow('git commit-tree failed');
  });
});

describe('deletions', () => {
  const claim = { 'PersistentVolumeClaim-data.yaml': object('v1', 'PersistentVolumeClaim', 'data'), 'Cluster.postgresql.cnpg.io-db.yaml': object('postgresql.cnpg.io/v1', 'Cluster', 'db') };
  const map = { 'ConfigMap-a.yaml': configMap('a') };

  it('of what holds data need a consent for each', async () => {
    await at.publish([pairOf('staging', 'shop', 'v1', { ...map, ...claim })]);
    const less = [pairOf('staging', 'shop', 'v1', map)];
    await expect(at.publish(less)).rejects.toThrow(/Cluster\.postgresql\.cnpg\.io\/db of shop[\s\S]*PersistentVolumeClaim\/data of shop/);
    const half = { deletions: [consent({ object: 'PersistentVolumeClaim/data' })] };
    await expect(at.publish(less, half)).rejects.toThrow(/^staging\/shop\n {2}Cluster\.postgresql\.cnpg\.io\/db of shop[^]*$/);
    expect((await at.publish(less, { deletions: [...half.deletions, consent({ object: 'Cluster.postgresql.cnpg.io/db' })] })).outcome).toBe('published');
  });

  it.each<[string, Partial<Deletion>, string]>([
    ['expired', { object: 'PersistentVolumeClaim/data', until: '2023-11-13' }, 'the consent to it ended on 2023-11-13'],
    ['endless', { object: 'PersistentVolumeClaim/data', until: '2999-12-31' }, 'holds longer than 90 days'],
    ['of another environment', { environment: 'production', object: 'PersistentVolumeClaim/data' }, 'nobody consented'],
    ['of another system', { system: 'crm' }, 'nobody consented'],
    ['of another object', { object: 'PersistentVolumeClaim/dat' }, 'nobody consented'],
  ])('are refused with a consent that is %s', async (_name, deletion, message) => {
    await at.publish([pairOf('staging', 'shop', 'v1', { ...map, 'PersistentVolumeClaim-data.yaml': object('v1', 'PersistentVolumeClaim', 'data') })]);
    await expect(at.publish([pairOf('staging', 'shop', 'v1', map)], { deletions: [consent(deletion)] })).rejects.toThrow(message);
  });

  it('are none when an object moves to another file, and none of what is stateless', async () => {
    await at.publish([pairOf('staging', 'shop', 'v1', { ...map, 'a.yaml': object('apps/v1', 'StatefulSet', 'db'), 'Deployment-x.yaml': object('apps/v1', 'Deployment', 'x') })]);
    expect((await at.publish([pairOf('staging', 'shop', 'v1', { ...map, 'b.yaml': object('apps/v1', 'StatefulSet', 'db') })])).outcome).toBe('published');
  });

  it('are seen where a file of the same name holds another object', async () => {
    await at.publish([pairOf('staging', 'shop', 'v1', { 'a.yaml': object('apps/v1', 'StatefulSet', 'db') })]);
    await expect(at.publish([pairOf('staging', 'shop', 'v1', { 'a.yaml': object('apps/v1', 'StatefulSet', 'other') })])).rejects.toThrow('StatefulSet/db of shop in staging would be deleted');
  });

  it('of a pair take what it was published with, but not what another uses', async () => {
    const input = (system: string) => ({ kind: 'file' as const, path: `argocd/applications/staging/${system}.yaml`, bytes: Buffer.from(system), pairs: [`staging/${system}`] });
    const project = (pairs: string[]) => ({ kind: 'file' as const, path: 'argocd/projects/p.yaml', bytes: Buffer.from('p'), pairs });
    const sets = { kind: 'folder' as const, path: 'argocd/applicationsets', files: filesOf({ 'a.yaml': 'a' }), pairs: [] };
    const both = { scope: {}, owned: [input('shop'), input('crm'), project(['staging/shop', 'staging/crm']), sets] };
    await at.publish([pairOf('staging', 'shop', 'v1'), pairOf('staging', 'crm', 'v1')], both);
    expect(at.files()).toEqual(['100644 argocd/applications/staging/crm.yaml', '100644 argocd/applications/staging/shop.yaml', '100644 argocd/applicationsets/a.yaml', '100644 argocd/projects/p.yaml', '100644 staging/crm/ConfigMap-release.yaml', '100644 staging/shop/ConfigMap-release.yaml']);
    at.revise();
    const result = await at.publish([pairOf('staging', 'crm', 'v1')], { scope: {}, owned: [input('crm'), project(['staging/crm']), sets], deletions: [consent()] });
    expect(result).toMatchObject({ outcome: 'published', pairs: [{ outcome: 'unchanged' }, { outcome: 'removed', system: 'shop', tree: '' }], besides: [{ file: 'argocd/applications/staging/shop.yaml', change: 'removed' }], notes: [] });
    expect(at.files()).toEqual(['100644 argocd/applications/staging/crm.yaml', '100644 argocd/applicationsets/a.yaml', '100644 argocd/projects/p.yaml', '100644 staging/crm/ConfigMap-release.yaml']);
    expect(at.git('log', '-1', '--format=%(trailers:key=Slipway-Removed,valueonly)', 'main').trim()).toBe('staging/shop');
    at.revise();
    expect(await at.publish([pairOf('staging', 'crm', 'v1')], { scope: {}, owned: [input('crm'), project(['staging/crm']), sets], deletions: [consent()] })).toMatchObject({ outcome: 'unchanged', notes: [{ message: expect.stringContaining('consents to nothing') }] });
  });
});
