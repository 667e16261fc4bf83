import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSource } from '../git/source-repository.ts';
import { ALONE, GitFolder } from '../git/test-support/git-folder.ts';
import { type Fault, serveGit } from '../git/test-support/git-server.ts';
import { CALM } from '../publish/test-support/publishing.ts';
import { advanceBranch } from './advance-branch.ts';
import { type BranchRequest, type BranchResult } from './branch-change.ts';

jest.setTimeout(120_000);

describe('a change of this repository', () => {
  let git: GitFolder;
  let origin: string;
  let work: string;
  const FILE = 'overlays/shop/staging.release.yaml';

  beforeEach(() => {
    git = new GitFolder();
    origin = git.bare('config.git');
    work = git.work('work');
    git.write(`work/${FILE}`, 'version: one\n');
    git.write('work/dist/staging/shop/ConfigMap-a.yaml', 'a: one\n');
    git.commit('work', 'Begin');
    git.git('work', 'remote', 'add', 'origin', origin);
    git.git('work', 'push', '--quiet', 'origin', 'main');
  });
  afterEach(() => git.remove());

  const advance = (version: string, more: Partial<BranchRequest> = {}, folder = work): Promise<BranchResult> =>
    advanceBranch(
      {
        git: openSource(folder, ALONE).git,
        remote: 'origin',
        mode: 'push',
        proposal: () => `slipway/release-${version}`,
        author: { name: 'Ada', email: 'ada@acme.example' },
        now: 1_800_000_000_000,
        change: async (tip) => {
          if ((await tip.file(FILE))?.toString('utf8') === `version: ${version}\n`) return undefined;
          const bytes = Buffer.from(`version: ${version}\n`);
          return { files: [{ path: FILE, bytes }], folders: [{ path: 'dist/staging/shop', files: [{ path: `ConfigMap-${version}.yaml`, bytes }] }], message: `release: ${version}\n` };
        },
        ...more,
      },
      CALM,
    );
  const log = (): string[] => git.git(origin, 'log', '--format=%s', 'main').split('\n');

  it('is one commit on the tip of the remote, and leaves branches, index and files of the clone as they are', async () => {
    const before = git.git('work', 'for-each-ref', 'refs/heads');
    const result = await advance('two');
    expect(result).toMatchObject({ outcome: 'committed', branch: 'main', changes: [{ file: 'dist/staging/shop/ConfigMap-a.yaml', change: 'removed' }, { file: 'dist/staging/shop/ConfigMap-two.yaml', change: 'added' }, { file: FILE, change: 'changed' }] });
    expect(log()).toEqual(['release: two', 'Begin']);
    expect([git.git('work', 'for-each-ref', 'refs/heads'), git.git('work', 'status', '--porcelain')]).toEqual([before, '']);
    expect(await advance('two')).toMatchObject({ outcome: 'unchanged' });
    expect(log()).toHaveLength(2);
  });

  it('shows what would be, or is proposed on a branch that is the same the next time', async () => {
    expect(await advance('two', { mode: 'compare' })).toMatchObject({ outcome: 'compared', commit: undefined });
    const first = await advance('two', { mode: 'propose' });
    expect(first).toMatchObject({ outcome: 'proposed', branch: 'slipway/release-two' });
    expect((await advance('two', { mode: 'propose' })).commit).toBe(first.commit);
    expect(log()).toEqual(['Begin']);
  });

  it('is made anew on what somebody else pushed in between', async () => {
    let raced = false;
    const result = await advance('two', {
      change: async (tip) => {
        if (!raced) {
          raced = true;
          git.write('work/README.md', 'hello\n');
          git.commit('work', 'Somebody else');
          git.git('work', 'push', '--quiet', 'origin', 'main');
        }
        return { files: [{ path: FILE, bytes: Buffer.from(`on ${tip.id}\n`) }], folders: [], message: 'release: two\n' };
      },
    });
    expect(log()).toEqual(['release: two', 'Somebody else', 'Begin']);
    expect(git.git(origin, 'show', `main:${FILE}`)).toBe(`on ${result.tip}`);
    expect(git.git(origin, 'show', 'main:README.md')).toBe('hello');
  });

  it('lands exactly once each when many start together at a server that fails in many ways', async () => {
    let random = 7;
    const faults: readonly Fault[] = ['forbid', 'busy', 'drop', 'drop-answer', 'nonsense', 'unauthorized'];
    const server = await serveGit(git.path, (request) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return request.startsWith('POST') && random % 10 < 3 ? faults[random % faults.length]! : 'none';
    });
    try {
      const names = Array.from({ length: 8 }, (_, index) => `v${index}`);
      for (const name of names) {
        git.git('', 'clone', '--quiet', origin, name);
        git.git(name, 'remote', 'set-url', 'origin', `${server.url}/config.git`);
      }
      const file = (name: string): string => `overlays/shop/${name}.release.yaml`;
      const results = await Promise.all(
        names.map((name) => advance(name, { change: async (tip) => ((await tip.file(file(name))) === undefined ? { files: [{ path: file(name), bytes: Buffer.from(name) }], folders: [], message: `release: ${name}\n` } : undefined) }, join(git.path, name))),
      );
      expect(results.map(({ outcome }) => outcome)).toEqual(names.map(() => 'committed'));
      expect(log().sort()).toEqual([...names.map((name) => `release: ${name}`), 'Begin'].sort());
      expect(git.files(origin, 'main')).toHaveLength(names.length + 2);
      expect(git.git(origin, 'rev-list', '--merges', 'main')).toBe('');
    } finally {
      await server.close();
    }
  });

  describe('without a remote', () => {
    const here = { remote: undefined } as const;

    it('is a commit on the branch that is checked out, with index and files after it', async () => {
      git.write('work/README.md', 'not committed yet\n');
      expect(await advance('two', here)).toMatchObject({ outcome: 'committed', branch: 'main' });
      expect(git.git('work', 'status', '--porcelain')).toBe('?? README.md');
      expect(readFileSync(join(work, FILE), 'utf8')).toBe('version: two\n');
      expect(existsSync(join(work, 'dist/staging/shop/ConfigMap-a.yaml'))).toBe(false);
      expect(await advance('two', here)).toMatchObject({ outcome: 'unchanged' });
    });

    it("is refused where it would overwrite somebody's work", async () => {
      writeFileSync(join(work, FILE), 'version: mine\n');
      await expect(advance('two', here)).rejects.toThrow('differs from the last commit');
      expect(readFileSync(join(work, FILE), 'utf8')).toBe('version: mine\n');
      expect(git.git('work', 'log', '--format=%s')).toBe('Begin');
    });

    it.each([
      ['the files were written', () => git.write(`work/${FILE}`, 'version: two\n')],
      ['the branch was moved and the index was not', () => {
        git.write(`work/${FILE}`, 'version: two\n');
        git.write('work/dist/staging/shop/ConfigMap-two.yaml', 'version: two\n');
        git.git('work', 'rm', '--quiet', 'dist/staging/shop/ConfigMap-a.yaml');
        git.commit('work', 'release: two');
        git.git('work', 'read-tree', 'HEAD~1');
      }],
    ])('goes on where a killed run stopped: %s', async (_, stop) => {
      stop();
      await advance('two', here);
      expect(git.git('work', 'status', '--porcelain')).toBe('');
      expect(git.git('work', 'log', '--format=%s').split('\n')).toEqual(['release: two', 'Begin']);
    });
  });
});
