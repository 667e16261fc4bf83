import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './cli-project.ts';
import { ALONE } from '../src/delivery/git/test-support/git-folder.ts';
import { Sandbox, type StepOutcome, type StepSetting } from './workflows/sandbox.ts';
import { readWorkflows, runStepsOf } from './workflows/workflow-files.ts';

const STEPS = readWorkflows(join(ROOT, '.github')).flatMap(runStepsOf);
const SYSTEM = 'capakraken';
const COMMIT = '4f1c9d20123456789abcdef0123456789abcdef0';

/** The scripts of the workflows with slipway itself, in the order in which a release goes its way. */
describe('the workflows, one after the other', () => {
  let sandbox: Sandbox;
  let gitops: string;
  const keys: Record<string, string> = {};
  const inputs = (values: Readonly<Record<string, string>>): Record<string, string> => ({ 'github.actor': 'ada', 'github.actor_id': '7', 'github.token': 't', 'vars.SLIPWAY_PULL_REQUESTS': '', ...Object.fromEntries(Object.entries({ system: SYSTEM, ...values }).map(([name, value]) => [`inputs.${name}`, value])) });
  /** Runs the script of a step on the newest main, as checkout leaves it. */
  const run = (id: string, contexts: Readonly<Record<string, string>> = {}, setting: StepSetting & { readonly key?: string } = {}): StepOutcome => {
    sandbox.git('fetch', '--quiet', 'origin', 'main');
    sandbox.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    const { key, env, ...rest } = setting;
    return sandbox.run(STEPS.find((step) => step.id === id)!, { real: true, contexts, env: { SLIPWAY_REPO: gitops, ...(key === undefined ? {} : { SLIPWAY_SIGNING_KEY: keys[key]! }), ...env }, ...rest });
  };
  const good = (outcome: StepOutcome): StepOutcome => {
    expect({ code: outcome.code, said: outcome.code === 0 ? '' : outcome.stdout + outcome.stderr }).toEqual({ code: 0, said: '' });
    return outcome;
  };
  const publish = (environments: string): StepOutcome => good(run('publish.yaml › publish › Publish', inputs({ environments, system: '' })));
  /** What `verify` records, once Argo CD and the application answered; they have tests of their own. */
  const ready = (environment: string): StepOutcome => good(sandbox.run({ id: 'ready', run: 'set -euo pipefail\nnode bin/slipway attest --env="$E" --check=ready -- "$SYSTEM"\n', env: { E: environment, SYSTEM } }, { real: true, env: { SLIPWAY_REPO: gitops, SLIPWAY_SIGNING_KEY: keys['ci']! } }));
  const version = (environment: string): string => /^version: "?([^"\n]+)/m.exec(execFileSync('git', ['show', `main:overlays/${SYSTEM}/${environment}.release.yaml`], { cwd: sandbox.origin, env: ALONE, encoding: 'utf8' }))![1]!;

  beforeAll(() => {
    sandbox = new Sandbox();
    gitops = join(sandbox.folder, 'gitops.git');
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', gitops], { env: ALONE });
    for (const name of ['ci', 'grace']) {
      keys[name] = join(sandbox.folder, `key-${name}`);
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', keys[name]]);
    }
    const line = (name: string): string => JSON.stringify(readFileSync(`${keys[name]}.pub`, 'utf8').trim());
    const text = readFileSync(join(sandbox.clone, 'overlays/environments.yaml'), 'utf8').replace(/^attesters:\n(?: .*\n|\n)*/m, '').replace(/requires: \[ready.*\]/, 'requires: [ready, ci, approvals: 1]');
    sandbox.write('overlays/environments.yaml', `${text}\nattesters:\n  ci: { keys: [${line('ci')}], checks: [deployed, ready, ci], environments: [dev, staging, production] }\n  grace: { keys: [${line('grace')}], checks: [approval], environments: [production], identities: [grace, grace@acme.example] }\n`);
    sandbox.commit('Say who may attest what');
  });
  afterAll(() => sandbox.remove());

  it('publish what is there', () => {
    good(run('pr.yaml › check › Check that dist is what the sources render'));
    expect(JSON.parse(publish('dev,staging').outputs['pairs']!)).toEqual(['dev', 'staging'].map((environment) => ({ environment, system: SYSTEM })));
    expect(good(run('main.yaml › plan-production › Show what production would change')).outputs).toEqual({ changes: '1' });
    publish('production');
    expect(good(run('main.yaml › plan-production › Show what production would change')).outputs).toEqual({ changes: '0' });
    expect(good(run('drift.yaml › look › Compare what is published with what is defined')).outputs).toEqual({ drifted: '' });
    ready('production');
  });

  it('release to staging', () => {
    const digest = `sha256:${'5a'.repeat(32)}`;
    const values = inputs({ environment: 'staging', version: '1234567', images: `app=ghcr.io/acme/capakraken-app@${digest} migrator=ghcr.io/acme/capakraken-migrator@${digest}`, commit: COMMIT, repository: 'https://git.acme.example/capakraken', schema: '', compatible_since: '' });
    // The runner's folder holds the clone that the step before made.
    const source = sandbox.origin;
    const step = STEPS.find(({ id }) => id === 'release.yaml › release › Release')!;
    const outcome = good(sandbox.run({ ...step, run: step.run.replace('$RUNNER_TEMP/source', source) }, { real: true, contexts: values, env: { SLIPWAY_REPO: gitops } }));
    expect(outcome.outputs).toEqual({ outcome: 'committed' });
    expect(version('staging')).toBe('1234567');
    publish('staging');
    ready('staging');
    good(run('release.yaml › attest-ci › Record that its own checks passed', inputs({ environment: 'staging', run: 'https://ci.acme.example/runs/7' }), { key: 'ci' }));
  });

  it('promote what was approved, and nothing before', () => {
    const values = inputs({ from: 'staging', to: 'production' });
    const plan = good(run('promote.yaml › plan › Show what would be promoted', values));
    expect(plan.outputs).toEqual({ bundle: expect.stringMatching(/^[0-9a-f]{64}$/), environments: '["production"]' });
    const bundle = { ...values, 'needs.plan.outputs.bundle': plan.outputs['bundle']! };
    expect(run('promote.yaml › promote › Promote', bundle).code).toBe(1);
    expect(version('production')).not.toBe('1234567');
    const approval = { ...inputs({ environments: plan.outputs['environments']!, bundle: plan.outputs['bundle']! }), 'steps.approver.outputs.approver': 'grace' };
    good(run('approve.yaml › approve › Record the approval', approval, { key: 'grace' }));
    expect(good(run('promote.yaml › promote › Promote', bundle)).outputs).toEqual({ outcome: 'committed', environments: 'production' });
    expect(version('production')).toBe('1234567');
    publish('production');
    ready('production');
    good(run('drift.yaml › look › Read the ledgers'));
  });

  it('go back', () => {
    const values = inputs({ environment: 'production', version: '' });
    const plan = good(run('rollback.yaml › plan › Show what it would go back to', values));
    expect(good(run('rollback.yaml › rollback › Roll back', { ...values, 'needs.plan.outputs.bundle': plan.outputs['bundle']! })).outputs).toEqual({ outcome: 'committed' });
    expect(version('production')).not.toBe('1234567');
    publish('production');
  });
});
