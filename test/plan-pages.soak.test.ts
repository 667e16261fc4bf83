import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PLAN_RULES } from '../src/cli/plan/plan-findings.ts';

const ROOT = resolve(__dirname, '..');
const page = readFileSync(join(ROOT, 'docs/plan.md'), 'utf8');
const commands = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block]) => block!.trim().split('\n'));
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

function slipway(...argv: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [join('bin', 'slipway'), ...argv], { cwd: ROOT, encoding: 'utf8', env: { ...process.env, SLIPWAY_NO_TYPECHECK: '1', NO_COLOR: '1' } });
}

describe('docs/plan.md', () => {
  it.each(commands)('has a command that runs: %s', (command) => {
    const [npx, program, ...argv] = command.split(' ');
    expect([npx, program]).toEqual(['npx', 'slipway']);
    const { status, stderr } = slipway(...argv);
    expect([status, stderr]).toEqual([0, '']);
  }, 60_000);

  it('links to files that exist, and tells of every invariant', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => link!);
    expect(links.filter((link) => !existsSync(resolve(ROOT, dirname('docs/plan.md'), link)))).toEqual([]);
    expect(PLAN_RULES.map(({ id }) => id).filter((id) => !links.includes(`rules/${id}.md`))).toEqual([]);
  });
});

describe('slipway plan', () => {
  /** What dist holds of a pair, changed: a folder to start from. */
  function former(pair: string, change: (name: string, text: string) => string | undefined): string {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-plan-'));
    folders.push(folder);
    mkdirSync(join(folder, pair), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'dist', pair))) {
      const text = change(name, readFileSync(join(ROOT, 'dist', pair, name), 'utf8'));
      if (text !== undefined) writeFileSync(join(folder, pair, name), text);
    }
    return folder;
  }

  it('tells the steps of a release, and that nothing breaks', () => {
    const from = former('production/tradepulse', (_name, text) => text.replaceAll(/(version: )(v?\d|sha-)/g, '$10$2').replaceAll(/sha256:[0-9a-f]{4}/g, 'sha256:dead'));
    const { status, stdout } = slipway('plan', 'tradepulse', '--env', 'production', '--from', from);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^production \/ tradepulse {2}from /);
    expect(stdout).toMatch(/fails → (old|new) release serves, nothing deleted/);
    expect(stdout).toMatch(/no counterexample in \d+ failure points/);
    expect(stdout.split('\n').filter((line) => line.endsWith(' '))).toEqual([]);
  }, 60_000);

  it('tells a counterexample, and exits 1, where a StatefulSet changes what never changes', () => {
    const from = former('dev/capakraken', (name, text) => (name.startsWith('StatefulSet-postgres') ? text.replace(/storage: 5Gi/, 'storage: 4Gi') : text));
    const { status, stdout } = slipway('plan', 'capakraken', '--env', 'dev', '--from', from);
    expect(stdout).toContain('✗ sync-completes');
    expect(stdout).toContain('spec.volumeClaimTemplates is immutable');
    expect(status).toBe(1);
    expect(stdout).toMatch(/the plan ends here: the sync fails: StatefulSet postgres: .*; what comes after is not applied/);
    expect(stdout).toMatch(/\nnot applied: .*Job capakraken-migrate/);
    const judged = slipway('validate', '--from', from, '--env', 'dev', '--system', 'capakraken', '-o', 'json');
    expect(judged.status).toBe(1);
    const { findings } = JSON.parse(judged.stdout) as { findings: { rule: { id: string } | string }[] };
    expect(JSON.stringify(findings)).toContain('sync-completes');
  }, 60_000);

  it('sees no change in what is only written otherwise', () => {
    const from = former('dev/capakraken', (name, text) => (name.startsWith('StatefulSet-postgres') ? text.replace(/storage: 5Gi/, 'storage: 5120Mi') : text));
    expect(slipway('plan', 'capakraken', '--env', 'dev', '--from', from)).toMatchObject({ status: 0, stderr: '' });
    const judged = slipway('validate', '--from', from, '--env', 'dev', '--system', 'capakraken');
    expect([judged.status, judged.stdout]).toEqual([0, expect.stringMatching(/\nno counterexample on the way from .*: 1 pair, \d+ failure points\n/)]);
  }, 60_000);

  it('tells of pods that become fewer, as validate does', () => {
    const from = former('production/capakraken', (name, text) => (name === 'HorizontalPodAutoscaler-app.yaml' ? undefined : name === 'Deployment-app.yaml' ? text.replace(/^spec:$/m, 'spec:\n  replicas: 6') : text));
    const expected = 'Deployment app goes from 6 to 1 pod until HorizontalPodAutoscaler app acts';
    expect(slipway('plan', 'capakraken', '--env', 'production', '--from', from).stdout).toContain(expected);
    expect(slipway('validate', '--from', from, '--env', 'production', '--system', 'capakraken').stdout).toContain(`production / capakraken: ${expected}`);
  }, 60_000);

  it('says what it could not do', () => {
    expect(slipway('plan', 'capakraken', '--from', 'no-such-place').status).toBe(2);
    expect(slipway('plan', 'nobody').status).toBe(2);
    expect(slipway('validate', 'dist/dev', '--from', 'HEAD').status).toBe(2);
  }, 60_000);
});
