import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { openTrust } from '../src/delivery/evidence/attester.ts';
import { verifyEvidence } from '../src/delivery/evidence/verify-evidence.ts';
import { ALONE } from '../src/delivery/git/test-support/git-folder.ts';
import { CliProject } from './cli-project.ts';

const describeWithOpenSsh = spawnSync('ssh-keygen', ['-?']).error === undefined ? describe : describe.skip;

describeWithOpenSsh('attest that is killed', () => {
  let project: CliProject;
  let repo: string;
  let key: string;
  const git = (folder: string, ...words: string[]): string => execFileSync('git', words, { cwd: folder, env: ALONE, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const options = { env: { ...(ALONE as Record<string, string>), SSH_AUTH_SOCK: '' } };

  beforeAll(async () => {
    project = CliProject.ofCapakraken();
    key = project.path('keys/ci');
    mkdirSync(project.path('keys'));
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    const environments = project.read('overlays/environments.yaml').replace(/^attesters:\n(?: .*\n)*/m, '');
    project.write('overlays/environments.yaml', environments.replace(/^environments:/m, `attesters:\n  ci: { keys: ["${readFileSync(`${key}.pub`, 'utf8').trim()}"], checks: [e2e], environments: [staging] }\n\nenvironments:`));
    project.write('.gitignore', 'node_modules\n.slipway\nkeys\n');
    git(project.folder, 'init', '--quiet', '--initial-branch=main');
    git(project.folder, 'add', '--all');
    git(project.folder, 'commit', '--quiet', '-m', 'first');
    repo = project.path('.slipway/gitops.git');
    mkdirSync(repo, { recursive: true });
    git(repo, 'init', '--bare', '--quiet', '--initial-branch=main');
    expect((await project.slipway(['publish', '--env', 'staging', '--repo', repo], options)).code).toBe(0);
  });
  afterAll(() => project.remove());

  it('leaves a sound ledger at every point, and run again makes it as if it never was killed', async () => {
    const rounds = 50;
    const words = (round: number): string[] => ['attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', `https://ci.acme.example/${round}`, '--key', key, '--repo', repo];
    const begin = performance.now();
    expect((await project.slipway(words(0), options)).code).toBe(0);
    const takes = performance.now() - begin;
    for (let round = 1; round <= rounds; round++) {
      const { child, outcome } = project.startSlipway(words(round), options);
      const timer = setTimeout(() => child.kill('SIGKILL'), Math.random() * takes * 1.1);
      await outcome;
      clearTimeout(timer);
      expect((await project.slipway(words(round), options)).code).toBe(0);
    }
    const text = `${git(repo, 'show', 'slipway-ledger:evidence/staging/capakraken.jsonl')}\n`;
    const attester = { keys: [readFileSync(`${key}.pub`, 'utf8').trim()], checks: ['e2e'], environments: ['staging'], identities: [] };
    const verified = verifyEvidence(text, { environment: 'staging', system: 'capakraken' }, openTrust({ ci: attester }));
    expect(verified.faults).toEqual([]);
    expect(verified.evidence.map(({ run }) => run)).toEqual(Array.from({ length: rounds + 1 }, (_, round) => `https://ci.acme.example/${round}`));
    git(repo, 'fsck', '--strict');
  });
});
