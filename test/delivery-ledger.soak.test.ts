import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { appendEvidence } from '../src/delivery/evidence/append-evidence.ts';
import { openTrust } from '../src/delivery/evidence/attester.ts';
import { type Statement } from '../src/delivery/evidence/evidence.ts';
import { openSigner } from '../src/delivery/evidence/signer.ts';
import { ALONE } from '../src/delivery/git/test-support/git-folder.ts';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld } from './delivery-world.ts';

jest.setTimeout(180_000);

interface Line {
  readonly check: string;
  readonly bundle: string;
  readonly result: string;
}

/** What the ledger proves when definitions move on, when something is rolled back, and when somebody writes into it. The steps are one story. */
describe('the ledger of a release', () => {
  const world = new DeliveryWorld();

  beforeAll(async () => {
    await world.open();
    world.useFolders();
  });
  afterAll(() => world.close());

  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const slipway = async (...argv: readonly string[]): Promise<string> => done(await world.slipway(...argv));
  const path = (environment: string): string => `evidence/${environment}/capakraken.jsonl`;
  const lines = (environment: string): Line[] => world.git.git(world.gitops, 'show', `slipway-ledger:${path(environment)}`).split('\n').map((line) => JSON.parse(line) as Line);
  const ready = async (environment: string, ...more: readonly string[]): Promise<void> => void (await slipway('attest', 'capakraken', '--env', environment, '--check', 'ready', ...more));
  const approve = (...more: readonly string[]): Promise<Outcome> => world.as('ana', 'attest', 'capakraken', '--env', 'production', '--check', 'approval', ...more);
  const promote = (...more: readonly string[]): Promise<Outcome> => world.slipway('promote', 'capakraken', '--to', 'production', ...more);
  const goToStaging = async (version: string, letter: string): Promise<void> => {
    done(await world.release('staging', version, letter));
    world.pull();
    done(await world.publish('staging'));
  };
  /** Somebody writes the file by hand. */
  const write = (environment: string, change: (text: string) => string): void => {
    const blob = world.git.feed(world.gitops, change(`${world.git.git(world.gitops, 'show', `slipway-ledger:${path(environment)}`)}\n`), 'hash-object', '-w', '--stdin');
    const other = world.git.git(world.gitops, 'ls-tree', '-r', 'slipway-ledger').split('\n').filter((line) => !line.endsWith(`\t${path(environment)}`));
    world.git.git(world.gitops, 'read-tree', '--empty');
    world.git.feed(world.gitops, `${[...other, `100644 blob ${blob}\t${path(environment)}`].join('\n')}\n`, 'update-index', '--index-info');
    const commit = world.git.git(world.gitops, 'commit-tree', '-p', 'slipway-ledger', '-m', 'by hand', world.git.git(world.gitops, 'write-tree'));
    world.git.git(world.gitops, 'update-ref', 'refs/heads/slipway-ledger', commit);
  };

  it('counts what was proven of the same manifests, although a merge made another bundle of them', async () => {
    await goToStaging('v1', 'a');
    await ready('staging');
    done(await approve());
    expect(await slipway('ledger', 'capakraken')).toMatch(/production {2}nothing is published\n {2}of what is not published here:\n +✓ +approval .* ana +v1, bundle [0-9a-f]{12}\n/);
    world.edit('overlays/capakraken/production.yaml', (text) => text.replace('cpu: 500m, memory: 1Gi', 'cpu: 600m, memory: 1Gi'));
    await world.merge('A change of production alone');
    done(await world.publish('staging'));
    // Nobody has signed yet that the new bundle makes the same manifests: promote and ledger say so alike.
    const live = JSON.parse(await slipway('ledger', 'capakraken', '-o', 'json')) as { environments: { environment: string; live: { bundle: string }; evidence: unknown[]; waiting: Line[] }[] };
    const staging = live.environments.find(({ environment }) => environment === 'staging')!;
    expect([staging.evidence, staging.waiting]).toMatchObject([[], [{ check: 'ready', result: 'pass' }]]);
    const waiting = await world.project.slipway(['promote', 'capakraken', '--to', 'production', '--repo', world.gitops, '--version', staging.live.bundle.slice(0, 12)], { env: world.env({ SLIPWAY_REPO: '/nowhere' }) });
    expect(waiting.stdout).toMatch(/ready .*✗ passed of the same manifests as [0-9a-f]{12}; counts for this bundle once it is verified\n/);
    expect(waiting.stdout).toContain(`fix: npx slipway verify capakraken --env staging --repo ${world.gitops}\n`);
    // A fix works as it stands, without what the environment says.
    const approval = /fix: npx slipway (attest .*--check approval .*)\n/.exec(waiting.stdout)![1]!.split(' ');
    expect(done(await world.project.slipway([...approval, '--dry-run'], { env: world.env({ SLIPWAY_REPO: '/nowhere', SLIPWAY_SIGNING_KEY: world.key('ana') }) }))).toContain(staging.live.bundle.slice(0, 12));
    await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', 'https://ci.acme.example/runs/1');
    const [verified, tested] = lines('staging');
    expect(verified!.bundle).not.toBe(tested!.bundle);
    const dry = await promote('--dry-run');
    expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('newer, and not yet: v1')]);
    const newer = await promote('--version', tested!.bundle.slice(0, 12));
    expect([newer.code, newer.stdout]).toEqual([1, expect.stringMatching(new RegExp(`ready .*✓ ci[\\s\\S]*e2e .*✓ ci[\\s\\S]*ana approved ${verified!.bundle.slice(0, 12)}, which has the same manifests in staging[\\s\\S]*fix: npx slipway attest capakraken --env production --check approval --bundle ${tested!.bundle.slice(0, 12)}`))]);
    expect(done(await promote())).toContain('promoted:');
    world.pull();
    done(await world.publish('production'));
    expect(done(await world.slipway('ledger', 'capakraken'))).toMatch(/ready .* same manifests, bundle [0-9a-f]{12}\n/);
    await ready('production');
  });

  it('does not take a result that may be about what ran before', async () => {
    await goToStaging('v2', 'b');
    const unclear = await world.slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e');
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringMatching(/v2 \(bundle [0-9a-f]{12}\) is published in staging and was not verified yet, and v1 \(bundle [0-9a-f]{12}\) ran there before: nobody can tell which of them was checked[\s\S]*fix: npx slipway attest capakraken --env staging --check e2e --bundle /)]);
    await ready('staging');
    await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', 'https://ci.acme.example/runs/2');
    done(await approve());
    done(await promote());
    world.pull();
    done(await world.publish('production'));
    await ready('production');
  });

  it('takes the approvals of what is rolled back from back, once, and says what to do', async () => {
    const noKey = await world.project.slipway(['rollback', 'capakraken', '--env', 'production'], { env: { ...world.env({ SLIPWAY_SIGNING_KEY: '/nowhere' }), SSH_AUTH_SOCK: '' } });
    expect([noKey.code, noKey.stderr]).toEqual([2, expect.stringMatching(/cannot be read[\s\S]*or --keep-approvals[\s\S]*nothing was rolled back/)]);
    expect(await slipway('rollback', 'capakraken', '--env', 'production')).toMatch(/what was proven and approved of v2 \(bundle [0-9a-f]{12}\) in production is taken back/);
    await slipway('rollback', 'capakraken', '--env', 'production');
    expect(lines('production').filter(({ check }) => check === 'rollback')).toMatchObject([{ result: 'fail' }]);
    world.pull();
    done(await world.publish('production'));
    const again = await promote();
    expect([again.code, again.stdout]).toEqual([1, expect.stringMatching(/ana approved before it was rolled back[\s\S]*refused: production requires 1 approval, no rollback[\s\S]*fix: npx slipway attest capakraken --env production --check approval --bundle /)]);
    const named = await promote('--version', 'v2');
    expect([named.code, named.stdout]).toEqual([1, expect.stringContaining('refused: production requires 1 approval\n')]);
    expect((await world.slipway('rollback', 'capakraken', '--env', 'production', '--to', 'v2')).stdout).toContain('it was rolled back from');
    done(await approve());
    expect(done(await promote('--dry-run'))).toContain('v2');
  });

  it('lets a line without weight be acknowledged by who may, and by nobody else', async () => {
    write('staging', (text) => `${text}${JSON.stringify({ ...JSON.parse(text.trimEnd().split('\n').at(-1)!), signature: '' })}\n`);
    const damaged = await world.slipway('ledger', 'capakraken');
    expect([damaged.code, damaged.stdout]).toEqual([2, expect.stringMatching(/was replayed[\s\S]*nothing in this file counts[\s\S]*fix: git clone/)]);
    write('staging', (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
    world.edit('overlays/environments.yaml', (text) => text.replace(/(\n {2}ana: .*checks: \[)approval(\].*environments: \[)production/, '$1approval, acknowledge$2production, staging'));
    await world.merge('Ana may acknowledge');
    // Who is none any more: the line was right once.
    await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'load');
    world.edit('overlays/environments.yaml', (text) => text.replace('e2e, load]', 'e2e]'));
    await world.merge('CI attests no load any more');
    const shown = await world.slipway('ledger', 'capakraken');
    expect([shown.code, shown.stdout]).toEqual([1, expect.stringMatching(/! evidence\/staging\/capakraken\.jsonl:\d+ {2}the line is by an attester that may not attest this[^\n]*\n {6}fix: npx slipway attest capakraken --env staging --check acknowledge --line [0-9a-f]{12} --reason/)]);
    const words = ['attest', 'capakraken', '--env', 'staging', '--check', 'acknowledge', '--line', /--line ([0-9a-f]{12})/.exec(shown.stdout)![1]!, '--reason', 'load is tested elsewhere now'];
    expect((await world.slipway(...words)).stderr).toContain('ci may attest deployed, ready, e2e, not acknowledge');
    expect((await world.as('ana', ...words.slice(0, -2))).stderr).toContain('--reason is missing');
    expect((await world.as('ana', ...words.map((word) => (/^[0-9a-f]{12}$/.test(word) ? 'f'.repeat(12) : word)))).stderr).toContain('no line of staging/capakraken without weight has a hash that begins with ffffffffffff');
    done(await world.as('ana', ...words));
    expect(done(await world.as('ana', ...words))).toContain('recorded before');
    expect(await slipway('ledger', 'capakraken')).toContain('by ana: load is tested elsewhere now');
  });

  it('whose lines were taken off its end while others came after them, counts them again once that is acknowledged', async () => {
    await slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--result', 'fail', '--url', 'https://ci.acme.example/runs/8');
    write('staging', (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
    // Whoever reads the file alone does not see it, and goes on.
    const [last] = lines('staging').slice(-1);
    const { id: _id, signature: _signature, ...said } = last as unknown as Record<string, string>;
    const place = { environment: 'staging', system: 'capakraken' };
    const text = `${world.git.git(world.gitops, 'show', `slipway-ledger:${path('staging')}`)}\n`;
    const signer = await openSigner({ keyFile: world.key('ci'), env: {} }, world.attesters());
    const made = await appendEvidence(text, { ...said, ...place, check: 'ready', result: 'pass', by: 'ci', run: 'https://ci.acme.example/runs/9' } as unknown as Statement, openTrust(world.attesters()), signer.sign);
    write('staging', (now) => now + (made as { line: string }).line);
    const refused = await promote();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/was in the file and was removed[\s\S]*fix: npx slipway attest capakraken --env staging --check acknowledge --line [0-9a-f]{12} --reason /)]);
    const words = /fix: npx slipway (attest .*) --reason/.exec(refused.stderr)![1]!.split(' ');
    done(await world.as('ana', ...words, '--reason', 'two jobs at once'));
    const shown = done(await world.slipway('ledger', 'capakraken'));
    expect(shown).toContain('by ana: two jobs at once');
    expect((await promote('--dry-run', '--version', 'v2')).stdout).toMatch(/e2e .*staging.*(fail|✗)/);
  });

  it('that is damaged is restored by the lines that every command names', async () => {
    const whole = world.tip('slipway-ledger');
    write('staging', (text) => text.replace('"result":"pass"', '"result":"fail"'));
    const refused = await promote();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringMatching(/evidence\/staging\/capakraken\.jsonl:1\n {2}the line .*was edited[^\n]*\n {2}allowed: nothing in the file counts/)]);
    expect(refused.stderr.match(/the line/g)).toHaveLength(1);
    for (const argv of [['verify', 'capakraken', '--env', 'staging'], ['attest', 'capakraken', '--env', 'staging', '--check', 'e2e'], ['rollback', 'capakraken', '--env', 'staging']]) expect((await world.slipway(...argv)).stderr).toContain(`git -C ledger checkout ${whole} -- ${path('staging')}`);
    const fix = /fix: (git clone .*)/.exec(refused.stderr)![1]!;
    execFileSync('sh', ['-c', fix], { cwd: world.git.path, env: ALONE, stdio: 'pipe' });
    expect((await world.slipway('ledger', 'capakraken')).code).toBe(0);
  });
});
