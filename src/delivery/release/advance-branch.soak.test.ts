import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSource } from '../git/source-repository.ts';
import { ALONE, GitFolder } from '../git/test-support/git-folder.ts';
import { type Fault, serveGit } from '../git/test-support/git-server.ts';
import { advanceBranch } from './advance-branch.ts';

const FAULTS: readonly Fault[] = ['forbid', 'busy', 'drop', 'drop-answer', 'nonsense', 'unauthorized', 'stall'];

describe('changes of this repository', () => {
  it('by thirty for different systems and ten for the same one, at a server that fails in many ways, land exactly once each', async () => {
    const git = new GitFolder();
    const origin = git.bare('config.git');
    git.work('work');
    git.write('work/README.md', 'hello\n');
    git.commit('work', 'Begin');
    git.git('work', 'push', '--quiet', origin, 'main');
    let random = 11;
    const server = await serveGit(git.path, (request) => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return request.startsWith('POST') && random % 10 < 2 ? FAULTS[random % FAULTS.length]! : 'none';
    });
    try {
      const orders = Array.from({ length: 40 }, (_, index) => ({ name: `v${index}`, file: index < 30 ? `overlays/s${index}/dev.release.yaml` : 'overlays/same/dev.release.yaml' }));
      for (const { name } of orders) {
        git.git('', 'clone', '--quiet', origin, name);
        git.git(name, 'remote', 'set-url', 'origin', `${server.url}/config.git`);
      }
      const results = await Promise.all(
        orders.map(({ name, file }) =>
          advanceBranch(
            {
              git: openSource(join(git.path, name), ALONE).git,
              remote: 'origin',
              mode: 'push',
              proposal: () => '',
              author: { name, email: `${name}@acme.example` },
              now: Date.now(),
              change: async (tip) => ((await tip.file(file))?.toString('utf8') === name ? undefined : { files: [{ path: file, bytes: Buffer.from(name) }], folders: [], message: `release: ${name}\n` }),
            },
            { now: () => performance.now(), random: Math.random, sleep: (milliseconds) => sleep(milliseconds), progress: () => undefined },
          ),
        ),
      );
      expect(results.map(({ outcome }) => outcome)).toEqual(orders.map(() => 'committed'));
      const subjects = git.git(origin, 'log', '--format=%s', 'main').split('\n');
      expect([...subjects].sort()).toEqual([...orders.map(({ name }) => `release: ${name}`), 'Begin'].sort());
      expect(git.git(origin, 'rev-list', '--merges', 'main')).toBe('');
      expect(git.files(origin, 'main')).toHaveLength(32);
      // Of those for the same system, the one that came last is there.
      const last = subjects.map((subject) => subject.replace('release: ', '')).find((name) => Number(name.slice(1)) >= 30);
      expect(git.git(origin, 'show', 'main:overlays/same/dev.release.yaml')).toBe(last);
    } finally {
      await server.close();
      git.remove();
    }
  });
});
