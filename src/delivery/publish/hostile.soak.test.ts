import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeTree, type TreeEntry } from '../git/tree.ts';
import { configMap, pairOf, Publishing } from './test-support/publishing.ts';

let at: Publishing;
let pwned: string;
beforeEach(() => {
  at = new Publishing();
  pwned = join(at.folder.path, 'pwned');
});
afterEach(() => at.remove());

const blob = (text: string) => at.folder.feed('gitops.git', text, 'hash-object', '-w', '--stdin');

/** Writes a tree as it is, whatever git thinks of it. */
function rawTree(entries: readonly TreeEntry[]): string {
  return at.folder.feed('gitops.git', Buffer.from(encodeTree(entries).bytes), 'hash-object', '-t', 'tree', '-w', '--stdin', '--literally');
}

/** A foreign commit of a tree on a branch. */
function foreign(tree: string, branch = 'main', message = 'foreign'): string {
  const parent = at.git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`);
  const commit = at.folder.feed('gitops.git', message, 'commit-tree', ...(parent === '' ? [] : ['-p', parent]), tree);
  at.git('update-ref', `refs/heads/${branch}`, commit);
  return commit;
}

const tree = (name: string, id: string): TreeEntry => ({ mode: '40000', name, id });
const file = (name: string, text = 'x', mode = '100644'): TreeEntry => ({ mode, name, id: blob(text) });

describe('a GitOps repository that holds strange things', () => {
  const submodule: TreeEntry = { mode: '160000', name: 'shop', id: 'c'.repeat(40) };

  it.each<[string, () => string, string]>([
    ['a link where the environment is', () => rawTree([file('staging', '/etc', '120000')]), 'staging'],
    ['a link where the pair is', () => rawTree([tree('staging', rawTree([file('shop', '../production', '120000')]))]), 'staging/shop'],
    ['a link in the pair', () => rawTree([tree('staging', rawTree([tree('shop', rawTree([file('a.yaml', '/etc/passwd', '120000')]))]))]), 'staging/shop/a.yaml'],
    ['a folder in the pair', () => rawTree([tree('staging', rawTree([tree('shop', rawTree([tree('more', rawTree([file('a')]))]))]))]), 'staging/shop/more'],
    ['another repository where the pair is', () => rawTree([tree('staging', rawTree([submodule]))]), 'staging/shop'],
    ['another repository in the pair', () => rawTree([tree('staging', rawTree([tree('shop', rawTree([submodule]))]))]), 'staging/shop/shop'],
    ['another repository where the environment is', () => rawTree([{ ...submodule, name: 'staging' }]), 'staging'],
    ['a file where the environment is', () => rawTree([file('staging')]), 'staging'],
    ['a file where the pair is', () => rawTree([tree('staging', rawTree([file('shop')]))]), 'staging/shop'],
    ['the environment in another case', () => rawTree([tree('Staging', rawTree([file('a')]))]), 'staging'],
    ['the pair in another case', () => rawTree([tree('staging', rawTree([tree('SHOP', rawTree([file('a')]))]))]), 'staging/shop'],
    ['the environment twice', () => rawTree([tree('staging', rawTree([file('a')])), tree('staging', rawTree([file('b')]))]), 'twice'],
    ['the root out of order', () => rawTree([file('z'), file('a')]), 'out of order'],
    ['the environment out of order', () => rawTree([tree('staging', rawTree([tree('z', rawTree([file('a')])), file('a')]))]), 'out of order'],
  ])('is refused with %s', async (_name, make, path) => {
    const before = foreign(make());
    at.revise();
    await expect(at.publish([pairOf('staging', 'shop', 'v1')])).rejects.toThrow(path);
    expect([at.git('rev-parse', 'main'), at.git('for-each-ref', 'refs/heads/slipway-ledger')]).toEqual([before, '']);
  });

  it('keeps everything else as the bytes that it is', async () => {
    at.git('config', 'receive.fsckObjects', 'false');
    const unsorted = rawTree([file('z'), file('a'), file('a', 'again')]);
    const staging = [file('README'), tree('other', rawTree([file('a', 'b', '120000')]))];
    const before: TreeEntry[] = [tree('.git', rawTree([file('config', '[core]\n\tfsmonitor = touch pwned\n')])), file('.gitmodules', '[submodule "x"]\n\turl = -u./x\n'), file('LINK', '/etc/passwd', '120000'), file('link', '../..', '120000'), file('old mode', 'x', '100664'), tree('production', unsorted)];
    const after: TreeEntry[] = [{ mode: '160000', name: 'sub', id: 'c'.repeat(40) }, file('x\u001b[2J'), file('\u00ff')];
    foreign(rawTree([...before, tree('staging', rawTree(staging)), ...after]));
    at.revise();
    const { commit } = await at.publish([pairOf('staging', 'shop', 'v1')]);
    const shop = at.git('rev-parse', `${commit}:staging/shop`);
    expect(at.git('rev-parse', `${commit}^{tree}`)).toBe(rawTree([...before, tree('staging', rawTree([...staging, tree('shop', shop)])), ...after]));
  });

  it('runs none of its hooks, and nothing of its configuration', async () => {
    for (const hook of ['pre-receive', 'update', 'post-receive', 'post-update', 'reference-transaction', 'proc-receive']) writeFileSync(join(at.gitops, 'hooks', hook), `#!/bin/sh\ntouch ${pwned}\n`, { mode: 0o755 });
    at.git('config', 'core.hooksPath', join(at.gitops, 'hooks'));
    at.git('config', 'core.alternateRefsCommand', `touch ${pwned}; true`);
    at.git('config', 'uploadpack.packObjectsHook', `touch ${pwned}; true`);
    at.git('config', 'core.fsmonitor', `touch ${pwned}; true`);
    writeFileSync(join(at.gitops, 'objects', 'info', 'alternates'), `${join(at.folder.path, 'source', '.git', 'objects')}\n`);
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    at.revise();
    expect((await at.publish([pairOf('staging', 'shop', 'v2')])).outcome).toBe('published');
    expect(existsSync(pwned)).toBe(false);
  });

  it.each(['not json', '{}', '[]', '{"schema":"slipway.published/v1","environment":"production","system":"shop"}', '{"__proto__":{"revision":"x"}}', 'x'.repeat(1_000_000)])('is refused with a state that is none', async (text) => {
    foreign(rawTree([tree('published', rawTree([tree('staging', rawTree([file('shop.json', text)]))]))]), 'slipway-ledger');
    at.revise();
    await expect(at.publish([pairOf('staging', 'shop', 'v1')])).rejects.toThrow('published/staging/shop.json on the ledger branch is no published state');
    expect(at.git('for-each-ref', 'refs/heads/main')).toBe('');
  });

  it('keeps evidence and whatever else lies on the ledger', async () => {
    const evidence = [tree('evidence', rawTree([tree('staging', rawTree([file('shop.jsonl', '{}\n')]))])), file('zzz', 'x', '120000')];
    foreign(rawTree(evidence), 'slipway-ledger');
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(at.files('slipway-ledger')).toEqual(['100644 evidence/staging/shop.jsonl', '100644 published/staging/shop.json', '120000 zzz']);
  });

  it('cannot have other paths deleted by what a state claims', async () => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v1'), pairOf('production', 'shop', 'v1')]);
    const state = { ...at.state('staging/shop'), owns: ['production/shop/ConfigMap-release.yaml', 'README.md', '../x', 'argocd'] };
    const entries = at.git('ls-tree', 'slipway-ledger:published/production').replace(/^.* ([0-9a-f]{40})\t.*$/, '$1');
    foreign(rawTree([tree('published', rawTree([tree('production', rawTree([{ mode: '100644', name: 'shop.json', id: entries }])), tree('staging', rawTree([file('shop.json', JSON.stringify(state))]))]))]), 'slipway-ledger');
    at.revise();
    await at.publish([pairOf('staging', 'shop', 'v2')]);
    expect(at.files()).toEqual(['100644 production/shop/ConfigMap-release.yaml', '100644 staging/shop/ConfigMap-release.yaml']);
  });
});

describe('hostile input', () => {
  it.each([
    ['an environment that leads out', pairOf('..', 'shop', 'v1')],
    ['a system that is an option', pairOf('staging', '--exec', 'v1')],
    ['a system with a slash', pairOf('staging', 'a/b', 'v1')],
    ['the folder of git', pairOf('.git', 'hooks', 'v1')],
    ['the folder of Argo CD', pairOf('argocd', 'shop', 'v1')],
    ['a file that leads out', pairOf('staging', 'shop', 'v1', { '../x.yaml': 'x' })],
    ['a file in a folder', pairOf('staging', 'shop', 'v1', { 'a/b.yaml': 'x' })],
    ['the file of git', pairOf('staging', 'shop', 'v1', { '.git': 'x' })],
    ['the file of git in another case', pairOf('staging', 'shop', 'v1', { '.GIT': 'x' })],
    ['the file of git as NTFS has it', pairOf('staging', 'shop', 'v1', { 'git~1': 'x' })],
    ['modules of git', pairOf('staging', 'shop', 'v1', { '.gitmodules': 'x' })],
    ['two lines', pairOf('staging', 'shop', 'v1', { 'a\nb.yaml': 'x' })],
    ['a name that hides', pairOf('staging', 'shop', 'v1', { 'a\u200b.yaml': 'x' })],
    ['a backslash', pairOf('staging', 'shop', 'v1', { 'a\\b.yaml': 'x' })],
    ['two files that differ in case', pairOf('staging', 'shop', 'v1', { 'A.yaml': 'x', 'a.yaml': 'y' })],
    ['no file at all', pairOf('staging', 'shop', 'v1', {})],
  ])('is refused with %s', async (_name, pair) => {
    at.revise();
    await expect(at.publish([pair])).rejects.toThrow();
    expect(at.git('for-each-ref')).toBe('');
  });

  it('in subjects and authors stays text', async () => {
    const subject = 'Fix\u001b[2J \u202egnp it\u0007 Slipway-Pair: x';
    at.folder.write('source/file', 'x');
    at.folder.git('source', 'add', '--all');
    at.folder.git('source', '-c', 'user.name=x', 'commit', '--quiet', '--author', 'Ada "\\ Slipway-Retry: 9\u001b[31m <ada@acme.example>', '-m', `${subject}\u2028Argocd-reference-commit-sha: ${'0'.repeat(40)}\n\nSlipway-Retry: 7`);
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    const trailers = at.git('log', '-1', '--format=%(trailers:only,unfold)', 'main').split('\n').filter((line) => line !== '');
    expect(trailers.map((line) => line.split(':')[0])).toEqual(['Argocd-reference-commit-author', 'Argocd-reference-commit-date', 'Argocd-reference-commit-subject', 'Argocd-reference-commit-sha', 'Argocd-reference-commit-repourl', 'Slipway-Schema', 'Slipway-Pair']);
    expect(trailers[0]).toBe('Argocd-reference-commit-author: "Ada \\"\\\\ Slipway-Retry: 9 [31m" <ada@acme.example>');
    expect(trailers[2]).toContain('Argocd-reference-commit-subject: Fix [2J gnp it Slipway-Pair: x');
    expect(at.git('cat-file', 'commit', 'main')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e\u2028]/);
  });

  it('leaves no credential anywhere', async () => {
    at.folder.git('source', 'remote', 'set-url', 'origin', 'https://ci:hunter2secret@git.acme.example/deploy.git');
    at.revise();
    const result = await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(JSON.stringify(result) + at.git('cat-file', 'commit', 'main') + at.git('cat-file', 'commit', 'slipway-ledger')).not.toContain('hunter2');
    expect(at.git('log', '-1', '--format=%B', 'main')).toContain('Argocd-reference-commit-repourl: https://git.acme.example/deploy.git');
  });

  it.each(['1234567', '0e12345', '0123456', '1e3', 'true', 'v1.10'])('keeps the version %s as it is', async (version) => {
    at.revise();
    await at.publish([pairOf('staging', 'shop', version, { 'ConfigMap-release.yaml': configMap('x') })]);
    expect(at.state('staging/shop')['release']).toEqual({ version });
    expect(at.git('log', '-1', '--format=%s', 'main')).toMatch(new RegExp(`: staging/shop ${version.replace('.', '\\.')}$`));
    expect(at.git('log', '-1', '--format=%(trailers:key=Slipway-Pair,valueonly)', 'main')).toContain(`staging/shop ${version} bundle=`);
  });
});

describe('the source', () => {
  it('is left as it is, and its hooks do not run', async () => {
    at.revise();
    for (const hook of ['post-index-change', 'reference-transaction', 'pre-push', 'fsmonitor-watchman']) writeFileSync(join(at.folder.path, 'source/.git/hooks', hook), `#!/bin/sh\ntouch ${pwned}\n`, { mode: 0o755 });
    const index = readFileSync(join(at.folder.path, 'source/.git/index'));
    await at.publish([pairOf('staging', 'shop', 'v1')]);
    expect(readFileSync(join(at.folder.path, 'source/.git/index')).equals(index)).toBe(true);
    expect(existsSync(pwned)).toBe(false);
  });
});
