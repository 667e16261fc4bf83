import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ofCapakrakenAlone, ROOT } from './cli-project.ts';
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
  /** What a merged pull request leaves on main: a change, and what it renders. */
  const merge = (subject: string): void => {
    good(sandbox.run({ id: 'synth', run: 'set -euo pipefail\nnode bin/slipway synth\n', env: {} }, { real: true }));
    sandbox.commit(subject);
  };
  const publish = (environments: string): StepOutcome => good(run('publish.yaml › publish › Publish', inputs({ environments, 'reached-by': '', system: '' })));
  /** What main.yaml does with what is merged: the one at once, the other after an approval. */
  const publishReachedBy = (way: 'release' | 'promotion'): StepOutcome => good(run('publish.yaml › publish › Publish', inputs({ environments: '', 'reached-by': way, system: '' })));
  const plan = (): StepOutcome => good(run('main.yaml › plan-production › Show what production would change'));
  const drift = (): StepOutcome => good(run('drift.yaml › look › Compare what is published with what is defined'));
  const files = (): string[] => execFileSync('git', ['ls-tree', '-r', '--name-only', 'main'], { cwd: gitops, env: ALONE, encoding: 'utf8' }).trim().split('\n');
  const SHARED = ['applicationsets/ApplicationSet.argoproj.io-slipway-development.yaml', 'applicationsets/ApplicationSet.argoproj.io-slipway-release.yaml', 'bootstrap/AppProject.argoproj.io-slipway.yaml', 'bootstrap/Application.argoproj.io-slipway.yaml'].map((file) => `argocd/${file}`);
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
    // One system goes all the way; the others would only make it longer.
    for (const { name } of readdirSync(join(sandbox.clone, 'overlays'), { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== SYSTEM)) rmSync(join(sandbox.clone, 'overlays', name), { recursive: true });
    sandbox.write('src/systems/registry.ts', "import { type SystemDefinition } from '../index.ts';\nimport { capakraken } from './capakraken/build.ts';\n\nexport const systems: readonly SystemDefinition[] = [capakraken];\n");
    const text = ofCapakrakenAlone(readFileSync(join(sandbox.clone, 'overlays/environments.yaml'), 'utf8')).replace(/^attesters:\n(?: .*\n|\n)*/m, '').replace(/requires: \[ready.*\]/, 'requires: [ready, ci, approvals: 1]');
    sandbox.write('overlays/environments.yaml', `${text}\nattesters:\n  ci: { keys: [${line('ci')}], checks: [deployed, ready, ci], environments: [dev, staging, production] }\n  grace: { keys: [${line('grace')}], checks: [approval], environments: [production], identities: [grace, grace@acme.example] }\n`);
    merge('Say who may attest what');
  });
  afterAll(() => sandbox.remove());

  it('publish what is there, and leave out what was never promoted', () => {
    good(run('pr.yaml › check › Check that dist is what the sources render'));
    const published = publishReachedBy('release');
    expect(JSON.parse(published.outputs['pairs']!)).toEqual(['dev', 'staging'].map((environment) => ({ environment, system: SYSTEM })));
    expect(files().filter((file) => file.startsWith('argocd/'))).toEqual(['dev', 'staging'].flatMap((environment) => [`argocd/applications/${environment}/${SYSTEM}.yaml`, `argocd/projects/AppProject.argoproj.io-${SYSTEM}-${environment}.yaml`]).sort());
    expect(plan().outputs).toEqual({ changes: '4' });
    expect(drift().outputs).toEqual({ drifted: SHARED.join(' ') });
    const approved = publishReachedBy('promotion');
    expect(approved.outputs).toEqual({ pairs: '[]' });
    expect(approved.summary).toContain(`production/${SYSTEM} is left out: never promoted: npx slipway promote ${SYSTEM} --from staging --to production`);
    expect(files()).toEqual(expect.arrayContaining(SHARED));
    expect([plan().outputs, drift().outputs]).toEqual([{ changes: '0' }, { drifted: '' }]);
    expect(files().filter((file) => file.includes('production'))).toEqual([]);
    expect(run('publish.yaml › publish › Publish', inputs({ environments: 'production', 'reached-by': '', system: '' })).code).toBe(2);
  });

  it('find what somebody else wrote over what belongs to no pair', () => {
    const file = SHARED[1]!;
    const tree = execFileSync('git', ['rev-parse', `main:${file}`], { cwd: gitops, env: ALONE, encoding: 'utf8' }).trim();
    overwrite(gitops, file, 'kind: ApplicationSet\n');
    expect([plan().outputs, drift().outputs]).toEqual([{ changes: '1' }, { drifted: file }]);
    publishReachedBy('promotion');
    expect(execFileSync('git', ['rev-parse', `main:${file}`], { cwd: gitops, env: ALONE, encoding: 'utf8' }).trim()).toBe(tree);
    expect(drift().outputs).toEqual({ drifted: '' });
  });

  const release = (label: string, digits: string): void => {
    const digest = `sha256:${digits.repeat(32)}`;
    const values = inputs({ environment: 'staging', version: label, images: `app=ghcr.io/acme/capakraken-app@${digest} migrator=ghcr.io/acme/capakraken-migrator@${digest}`, commit: COMMIT, repository: 'https://git.acme.example/capakraken', schema: '', compatible_since: '' });
    // The runner's folder holds the clone that the step before made.
    const source = sandbox.origin;
    const step = STEPS.find(({ id }) => id === 'release.yaml › release › Release')!;
    const outcome = good(sandbox.run({ ...step, run: step.run.replace('$RUNNER_TEMP/source', source) }, { real: true, contexts: values, env: { SLIPWAY_REPO: gitops } }));
    expect(outcome.outputs).toEqual({ outcome: 'committed' });
    expect(version('staging')).toBe(label);
    publish('staging');
    ready('staging');
    good(run('release.yaml › attest-ci › Record that its own checks passed', inputs({ environment: 'staging', run: `https://ci.acme.example/runs/${label}` }), { key: 'ci' }));
  };
  const promote = (label: string): void => {
    const values = inputs({ from: 'staging', to: 'production' });
    const planned = good(run('promote.yaml › plan › Show what would be promoted', values));
    expect(planned.outputs).toEqual({ bundle: expect.stringMatching(/^[0-9a-f]{64}$/), environments: '["production"]' });
    const bundle = { ...values, 'needs.plan.outputs.bundle': planned.outputs['bundle']! };
    expect(run('promote.yaml › promote › Promote', bundle).code).toBe(1);
    expect(version('production')).not.toBe(label);
    const approval = { ...inputs({ environments: planned.outputs['environments']!, bundle: planned.outputs['bundle']! }), 'steps.approver.outputs.approver': 'grace' };
    good(run('approve.yaml › approve › Record the approval', approval, { key: 'grace' }));
    expect(good(run('promote.yaml › promote › Promote', bundle)).outputs).toEqual({ outcome: 'committed', environments: 'production' });
    expect(version('production')).toBe(label);
    publish('production');
    ready('production');
  };

  it('release to staging', () => release('1234567', '5a'));

  it('promote what was approved, and nothing before, with what Argo CD needs to see it', () => {
    promote('1234567');
    good(run('drift.yaml › look › Read the ledgers'));
    expect(files()).toEqual(expect.arrayContaining([`argocd/applications/production/${SYSTEM}.yaml`, `argocd/projects/AppProject.argoproj.io-${SYSTEM}-production.yaml`, `production/${SYSTEM}/Deployment-app.yaml`]));
    expect([plan().outputs, drift().outputs]).toEqual([{ changes: '0' }, { drifted: '' }]);
  });

  it('go back', () => {
    release('0123456', '6b');
    promote('0123456');
    const values = inputs({ environment: 'production', version: '' });
    const planned = good(run('rollback.yaml › plan › Show what it would go back to', values));
    expect(good(run('rollback.yaml › rollback › Roll back', { ...values, 'needs.plan.outputs.bundle': planned.outputs['bundle']! }, { key: 'ci' })).outputs).toEqual({ outcome: 'committed' });
    expect(version('production')).toBe('1234567');
    publish('production');
    expect(drift().outputs).toEqual({ drifted: '' });
  });

  it('take a change of the overlay of production only after the plan was approved', () => {
    sandbox.git('fetch', '--quiet', 'origin', 'main');
    sandbox.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    sandbox.write(`overlays/${SYSTEM}/production.yaml`, readFileSync(join(sandbox.clone, `overlays/${SYSTEM}/production.yaml`), 'utf8').replace('memory: 1Gi', 'memory: 2Gi'));
    merge('More memory in production');
    const before = execFileSync('git', ['rev-parse', 'main:production'], { cwd: gitops, env: ALONE, encoding: 'utf8' });
    publishReachedBy('release');
    expect(execFileSync('git', ['rev-parse', 'main:production'], { cwd: gitops, env: ALONE, encoding: 'utf8' })).toBe(before);
    expect(plan().outputs).toEqual({ changes: '1' });
    publishReachedBy('promotion');
    expect(execFileSync('git', ['show', `main:production/${SYSTEM}/Deployment-app.yaml`], { cwd: gitops, env: ALONE, encoding: 'utf8' })).toContain('memory: 2Gi');
  });

  it('remove an environment that is no more, with a consent, after an approval', () => {
    const environments = readFileSync(join(sandbox.clone, 'overlays/environments.yaml'), 'utf8').replace(/^ {2}dev:\n(?: {4}.*\n)+/m, '').replaceAll('[dev, staging', '[staging');
    sandbox.write('overlays/environments.yaml', environments);
    for (const file of [`overlays/${SYSTEM}/dev.yaml`, `overlays/${SYSTEM}/dev.release.yaml`]) sandbox.git('rm', '--quiet', file);
    merge('Retire dev');
    expect(run('main.yaml › plan-production › Show what production would change')).toMatchObject({ code: 2, stderr: expect.stringContaining(`everything of ${SYSTEM} in dev would be deleted`) });
    const until = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    sandbox.write('overlays/deletions.yaml', `schema: slipway.deletions/v1\ndeletions:\n  - { environment: dev, system: ${SYSTEM}, reason: retired, until: "${until}" }\n`);
    sandbox.commit('Consent');
    publishReachedBy('release');
    expect(files().filter((file) => file.includes('dev/'))).not.toEqual([]);
    expect(Number(plan().outputs['changes'])).toBeGreaterThan(0);
    const removed = publishReachedBy('promotion');
    expect(removed.summary).toMatch(new RegExp(`dev/${SYSTEM} \\S+: removed`));
    expect(removed.outputs['pairs']).toBe(`[{"environment":"production","system":"${SYSTEM}"}]`);
    expect(files().filter((file) => file.includes('dev/') || file.includes('-dev.'))).toEqual([]);
    expect(drift().outputs).toEqual({ drifted: '' });
    const gone = run('publish.yaml › publish › Publish', inputs({ environments: 'dev', 'reached-by': '', system: '' }));
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringMatching(/there is no environment "dev"\n.*\nfix: npx slipway publish .*--env production, or where it was deleted: npx slipway publish /)]);
  });
});

/** Somebody else writes a file of the GitOps repository. */
function overwrite(repository: string, file: string, text: string): void {
  const git = (words: readonly string[], input = '', index = ''): string => execFileSync('git', words, { cwd: repository, env: { ...ALONE, GIT_INDEX_FILE: index }, input, encoding: 'utf8' }).trim();
  const index = `${repository}/other-index`;
  git(['read-tree', 'main'], '', index);
  git(['update-index', '--add', '--cacheinfo', `100644,${git(['hash-object', '-w', '--stdin'], text)},${file}`], '', index);
  const commit = git(['-c', 'user.name=Eve', '-c', 'user.email=eve@acme.example', 'commit-tree', '-p', 'main', '-m', 'somebody else', git(['write-tree'], '', index)]);
  git(['update-ref', 'refs/heads/main', commit]);
}
