import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { ALONE } from '../src/delivery/git/test-support/git-folder.ts';
import { CliProject } from './cli-project.ts';

/** Real keys, a real ledger in a real repository, the real program. Without OpenSSH nothing can be signed, and the tests say that they are skipped. */
const describeWithOpenSsh = spawnSync('ssh-keygen', ['-?']).error === undefined ? describe : describe.skip;

describeWithOpenSsh('evidence at the command line', () => {
  let project: CliProject;
  let repo: string;
  const keys: Record<string, string> = {};

  const git = (folder: string, ...words: string[]): string => execFileSync('git', words, { cwd: folder, env: ALONE, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const slipway = (...words: string[]) => project.slipway([...words, '--repo', repo], { env: { ...(ALONE as Record<string, string>), SSH_AUTH_SOCK: '' } });
  const evidence = (environment: string): Record<string, unknown>[] =>
    git(repo, 'show', `slipway-ledger:evidence/${environment}/capakraken.jsonl`).split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

  beforeAll(async () => {
    project = CliProject.ofCapakraken();
    const attesters = Object.entries({ ci: 'checks: [deployed, ready, e2e, ci], environments: [dev, staging, production]', ana: 'checks: [approval], environments: [production], identities: [ana@acme.example]' }).map(([name, may]) => {
      keys[name] = project.path(`keys/${name}`);
      mkdirSync(project.path('keys'), { recursive: true });
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', keys[name]]);
      return `  ${name}: { keys: ["${readFileSync(`${keys[name]}.pub`, 'utf8').trim()}"], ${may} }\n`;
    });
    keys['stranger'] = project.path('keys/stranger');
    execFileSync('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', keys['stranger']]);
    const environments = project.read('overlays/environments.yaml').replace(/^attesters:\n(?: .*\n)*/m, '');
    project.write('overlays/environments.yaml', environments.replace(/^environments:/m, `attesters:\n${attesters.join('')}\nenvironments:`));
    project.write('.gitignore', 'node_modules\n.slipway\nkeys\n');
    git(project.folder, 'init', '--quiet', '--initial-branch=main');
    git(project.folder, 'add', '--all');
    git(project.folder, 'commit', '--quiet', '-m', 'first');
    repo = project.path('.slipway/gitops.git');
    mkdirSync(repo, { recursive: true });
    git(repo, 'init', '--bare', '--quiet', '--initial-branch=main');
    const published = await slipway('publish', '--env', 'staging');
    expect([published.stderr, published.code]).toEqual(['', 0]);
  }, 120_000);
  afterAll(() => project.remove());

  it('is recorded about what is published, once', async () => {
    const first = await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', 'https://ci.acme.example/7', '--key', keys['ci']!);
    expect([first.stderr, first.code]).toEqual(['', 0]);
    expect(first.stdout).toMatch(/^recorded {2}e2e pass {2}staging \/ capakraken {2}sha-4f1c9d2 {2}bundle [0-9a-f]{12} {2}by ci/);
    const again = await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', 'https://ci.acme.example/7', '--key', `${keys['ci']!}`, '-o', 'json');
    expect(JSON.parse(again.stdout)).toMatchObject({ schema: 'slipway.attest/v1', outcome: 'known', by: 'ci', check: 'e2e' });
    expect(evidence('staging')).toHaveLength(1);
    expect(evidence('staging')[0]).toMatchObject({ tree: git(repo, 'rev-parse', 'main:staging/capakraken'), commit: git(repo, 'rev-parse', 'main'), definition: git(project.folder, 'rev-parse', 'HEAD') });
  }, 60_000);

  it('approves what would be promoted, although nothing of it is in the target', async () => {
    const approved = await slipway('attest', 'capakraken', '--env', 'production', '--check', 'approval', '--key', keys['ana']!);
    expect([approved.stderr, approved.code]).toEqual(['', 0]);
    expect(evidence('production')[0]).toMatchObject({ bundle: evidence('staging')[0]!['bundle'], by: 'ana', tree: '', commit: '' });
  }, 60_000);

  it('is shown with what is live', async () => {
    const shown = await slipway('ledger', 'capakraken');
    expect([shown.stderr, shown.code]).toEqual(['', 0]);
    expect(shown.stdout).toMatch(/dev {2}nothing is published[\s\S]*staging {2}sha-4f1c9d2 {2}not known to be deployed {2}bundle [\s\S]*✓ {2}e2e +\d{4}-\d\d-\d\d \d\d:\d\d {2}ci {2}https:\/\/ci\.acme\.example\/7[\s\S]*production {2}nothing is published/);
    const json = JSON.parse((await slipway('ledger', 'capakraken', '-o', 'json')).stdout) as { environments: unknown[] };
    expect(json.environments[1]).toMatchObject({ environment: 'staging', live: { version: 'sha-4f1c9d2', since: null }, evidence: [{ check: 'e2e', result: 'pass' }], faults: [] });
  }, 60_000);

  const refused: Readonly<Record<string, { words: (key: Readonly<Record<string, string>>) => string[]; message: RegExp }>> = {
    'by a key of nobody': { words: (key) => ['capakraken', '--env', 'staging', '--check', 'e2e', '--key', key['stranger']!], message: /belongs to no attester.*ecdsa-sha2-nistp256/s },
    'by somebody who may not': { words: (key) => ['capakraken', '--env', 'staging', '--check', 'e2e', '--key', key['ana']!], message: /ana may attest approval, not e2e/ },
    'without a key': { words: () => ['capakraken', '--env', 'staging', '--check', 'e2e'], message: /there is no key to sign evidence with/ },
    'about nothing': { words: (key) => ['capakraken', '--env', 'dev', '--check', 'e2e', '--key', key['ci']!], message: /nothing of capakraken is published in dev/ },
    'about a bundle that nobody knows': { words: (key) => ['capakraken', '--env', 'staging', '--check', 'e2e', '--bundle', '0123456789', '--key', key['ci']!], message: /no bundle of capakraken that the ledger knows/ },
    'without an environment, a check, and with a secret in the address': { words: () => ['capakraken', '--url', 'https://me:hunter2@ci.acme.example/'], message: /--check is missing[\s\S]*--env is missing[\s\S]*not shown/ },
    'about a system that is not there': { words: (key) => ['capakrake', '--env', 'staging', '--check', 'e2e', '--key', key['ci']!], message: /did you mean "capakraken"/ },
  };
  for (const [name, { words, message }] of Object.entries(refused)) {
    it(`is not recorded ${name}`, async () => {
      const outcome = await slipway('attest', ...words(keys));
      expect(outcome.code).toBe(2);
      expect(outcome.stderr).toMatch(message);
      expect(outcome.stderr).toMatch(/nothing was recorded/);
      expect(outcome.stderr).not.toContain('hunter2');
    }, 60_000);
  }

  it('that was taken off is missed, and shown so', async () => {
    const clone = project.path('.slipway/clone');
    execFileSync('git', ['clone', '--quiet', '--branch', 'slipway-ledger', repo, clone], { env: ALONE });
    project.write('.slipway/clone/evidence/staging/capakraken.jsonl', '');
    git(clone, 'commit', '--quiet', '-am', 'tidy up');
    git(clone, 'push', '--quiet');
    const shown = await slipway('ledger', 'capakraken');
    expect(shown.code).toBe(2);
    const refusal = await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--key', keys['ci']!);
    expect(refusal.stderr).toMatch(/was in the file and was removed\n {2}allowed: nothing in the file counts[\s\S]*fix: git clone --branch slipway-ledger [\s\S]*nothing was recorded/);
    expect(shown.stdout).toMatch(/evidence\/staging\/capakraken\.jsonl:1 {2}the line was in the file and was removed[\s\S]*nothing in this file counts until it is restored/);
    git(clone, 'revert', '--no-edit', 'HEAD');
    git(clone, 'push', '--quiet');
    expect((await slipway('ledger', 'capakraken')).code).toBe(0);
  }, 60_000);
});
