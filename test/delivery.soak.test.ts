import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld } from './delivery-world.ts';

/** How often each command is killed: with publish, which is killed 120 times, 280 points in all. */
const POINTS = Number(process.env['SLIPWAY_TEST_POINTS'] ?? 40);

/** A command, and what must be there after it ran to its end. */
interface Case {
  readonly argv: readonly string[];
  readonly as?: string;
  /** Everything it may change, as text; times and signatures aside. */
  result(): string;
}

describe('a command that is killed at any moment and run again', () => {
  const world = new DeliveryWorld('ready, e2e');
  const refs = new Map<string, string>();

  const ended = ({ code, stdout, stderr }: Outcome): void => {
    if (code !== 0) throw new Error(`exit ${code}\n${stdout}${stderr}`);
  };
  const done = async (...argv: readonly string[]): Promise<void> => ended(await world.slipway(...argv));
  const goLive = async (version: string, letter: string): Promise<void> => {
    ended(await world.release('staging', version, letter));
    world.pull();
    ended(await world.publish('staging'));
    const commit = world.tip();
    world.serve('staging', version);
    world.play('staging', [{ sync: { status: 'Synced', revision: commit }, operation: { phase: 'Succeeded', revision: commit } }]);
    ended(await world.verify('staging'));
    await done('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', `https://ci.acme.example/runs/${version}`);
  };

  beforeAll(async () => {
    await world.open();
    world.useFolders();
    await goLive('v1', 'a');
    await goLive('v2', 'b');
    for (const [name, folder] of [['config', world.origin], ['gitops', world.gitops]] as const) for (const line of world.git.git(folder, 'for-each-ref', '--format=%(refname) %(objectname)').split('\n')) refs.set(`${name} ${line.split(' ')[0]}`, line.split(' ')[1]!);
  }, 120_000);
  afterAll(() => world.close());

  const reset = (): void => {
    for (const [key, id] of refs) {
      const [name, ref] = key.split(' ') as [string, string];
      world.git.git(name === 'config' ? world.origin : world.gitops, 'update-ref', ref, id);
    }
  };
  const main = (): string => `${world.count(world.origin)} commits, tree ${world.git.git(world.origin, 'rev-parse', 'main^{tree}')}, ${world.git.git(world.origin, 'rev-list', '--merges', '--count', 'main')} merges`;
  const ledger = (): string =>
    world.git
      .git(world.gitops, 'show', 'slipway-ledger:evidence/staging/capakraken.jsonl')
      .split('\n')
      .map((line) => JSON.parse(line) as { check: string; result: string; run: string })
      .map(({ check, result, run }) => `${check} ${result} ${run}`)
      .join('\n');

  const cases: Readonly<Record<string, Case>> = {
    release: { argv: ['release', 'capakraken', '--env', 'staging', '--version', 'v3', '--commit', 'c'.repeat(40), '--image', `app=ghcr.io/acme/capakraken-app@sha256:${'c'.repeat(64)}`], result: main },
    promote: { argv: ['promote', 'capakraken', '--from', 'staging', '--to', 'production'], result: main },
    rollback: { argv: ['rollback', 'capakraken', '--env', 'staging'], result: main },
    attest: { argv: ['attest', 'capakraken', '--env', 'staging', '--check', 'load', '--url', 'https://ci.acme.example/runs/9'], result: ledger },
  };

  it.each(Object.keys(cases))('leaves what it would have left, had it not been killed: %s', async (name) => {
    const { argv, result } = cases[name]!;
    reset();
    const before = `${main()} ${ledger()}`;
    // It also builds what the runs after it only load.
    await done(...argv, '--dry-run');
    expect(`${main()} ${ledger()}`).toBe(before);
    reset();
    const begun = performance.now();
    await done(...argv);
    let duration = performance.now() - begun;
    const expected = result();
    const killed = { process: 0, group: 0 };
    for (let point = 0; point < POINTS; point++) {
      reset();
      const started = performance.now();
      const running = world.startAlone(argv);
      // Alone, it leaves its programs behind, which go on for a moment; with them, nothing goes on.
      const what = point % 2 === 0 ? 'process' : 'group';
      const timer = setTimeout(() => running.kill(what), ((point + Math.random()) / POINTS) * duration * 1.1);
      if ((await running.ended) === 'SIGKILL') killed[what] += 1;
      // What else runs on the machine comes and goes: a run that ended by itself tells how long one takes now.
      else duration = Math.min(duration, performance.now() - started);
      clearTimeout(timer);
      await done(...argv);
      expect([point, result()]).toEqual([point, expected]);
    }
    expect(Math.min(killed.process, killed.group)).toBeGreaterThan(POINTS / 6);
    expect(world.git.git(world.origin, 'fsck', '--connectivity-only')).not.toContain('missing');
    expect(world.git.git(world.gitops, 'fsck', '--connectivity-only')).not.toContain('missing');
    expect((await world.slipway('ledger', 'capakraken')).code).toBe(0);
  });
});
