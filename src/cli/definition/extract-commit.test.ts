import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { openGit } from '../../delivery/git/git.ts';
import { ALONE, GitFolder } from '../../delivery/git/test-support/git-folder.ts';
import { extractCommit } from './extract-commit.ts';

let at: GitFolder;
let out: string;
beforeEach(() => {
  at = new GitFolder();
  at.work('work');
  out = join(at.path, 'out');
  mkdirSync(out);
});
afterEach(() => at.remove());

const extract = (commit: string, folder = 'work') => extractCommit(openGit({ folder: join(at.path, folder), environment: ALONE }), commit, out);

describe('extracting a commit', () => {
  it('writes its files as they are in it, whatever attributes and filters say', async () => {
    at.write('work/.gitattributes', '* filter=evil export-subst text eol=crlf\nsecret export-ignore\n');
    at.write('work/src/main.ts', 'one $Format:%H$\n');
    at.write('work/secret', 'x');
    at.write('work/dist/dev/a.yaml', 'rendered');
    symlinkSync('src/main.ts', join(at.path, 'work/link'));
    at.git('work', 'add', '--all');
    at.git('work', 'update-index', '--chmod=+x', 'secret');
    const commit = at.feed('work', 'x', 'commit-tree', at.git('work', 'write-tree'));
    at.git('work', 'config', 'filter.evil.smudge', `touch ${at.path}/pwned`);
    await extract(commit);
    expect(readFileSync(join(out, 'src/main.ts'), 'utf8')).toBe('one $Format:%H$\n');
    expect([readlinkSync(join(out, 'link')), statSync(join(out, 'secret')).mode & 0o111, existsSync(join(out, 'dist')), existsSync(join(at.path, 'pwned'))]).toEqual(['src/main.ts', 0o111, false, false]);
  });

  it('takes the folder that the project is in its repository', async () => {
    at.write('work/other', 'x');
    at.write('work/deploy/src/main.ts', 'x');
    await extract(at.commit('work', 'one'), 'work/deploy');
    expect([existsSync(join(out, 'src/main.ts')), existsSync(join(out, 'other'))]).toEqual([true, false]);
  });

  it.each([['/etc/passwd'], ['../../outside'], ['..'], ['a/../../../b']])('refuses a link to %s', async (target) => {
    at.write('work/src/main.ts', 'x');
    symlinkSync(target.replace(/^\.\./, '../..'), join(at.path, 'work/src/link'));
    await expect(extract(at.commit('work', 'one'))).rejects.toThrow('leads out of the repository');
  });

  it('leaves out links that lead out, and other repositories, where nothing is rendered from', async () => {
    at.write('work/docs/page.md', 'x');
    symlinkSync('/etc/passwd', join(at.path, 'work/docs/link'));
    symlinkSync('page.md', join(at.path, 'work/docs/inside'));
    at.git('work', 'add', '--all');
    at.git('work', 'update-index', '--add', '--cacheinfo', `160000,${'c'.repeat(40)},docs/theme`);
    await extract(at.feed('work', 'x', 'commit-tree', at.git('work', 'write-tree')));
    expect(readdirSync(join(out, 'docs')).sort()).toEqual(['inside', 'page.md']);
  });

  it('writes names that are no UTF-8, also those that would be the same if they were read as such', async () => {
    const names = [Buffer.from('docs/a\xfe', 'latin1'), Buffer.from('docs/a\xff', 'latin1')];
    const id = at.feed('work', 'x', 'hash-object', '-w', '--stdin');
    for (const name of names) at.feed('work', Buffer.concat([Buffer.from(`100644 ${id}\t`), name, Buffer.from('\0')]), 'update-index', '-z', '--index-info');
    await extract(at.feed('work', 'x', 'commit-tree', at.git('work', 'write-tree')));
    expect(readdirSync(join(out, 'docs'), { encoding: 'buffer' })).toHaveLength(2);
  });

  it('refuses another repository in it, and packages', async () => {
    at.git('work', 'update-index', '--add', '--cacheinfo', `160000,${'c'.repeat(40)},src/sub`);
    const commit = at.feed('work', 'x', 'commit-tree', at.git('work', 'write-tree'));
    await expect(extract(commit)).rejects.toThrow('a submodule');
    at.git('work', 'rm', '--quiet', '--cached', 'src/sub');
    at.write('work/node_modules/x/index.js', 'x');
    await expect(extract(at.commit('work', 'two'))).rejects.toThrow('which cannot be written');
  });

  it.each(['HEAD', '--output=x', '9'.repeat(40)])('refuses the commit %s', async (commit) => {
    at.commit('work', 'one');
    await expect(extract(commit)).rejects.toThrow('is not in this clone');
  });
});
