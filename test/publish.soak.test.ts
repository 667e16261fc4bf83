import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { command as publish } from '../src/cli/commands/publish.ts';
import { GitFolder } from '../src/delivery/git/test-support/git-folder.ts';
import { CliProject, ROOT } from './cli-project.ts';
import { COMMON_FLAGS } from '../src/cli/flags.ts';

jest.setTimeout(120_000);

const from = (file: string) => JSON.stringify(`${ROOT}/${file}`);

/** A system of one ConfigMap and a database, whose definition says something and whose overlay says something else. */
function main(says: string): string {
  return `
import { ApiObject } from 'cdk8s';
import { z } from 'zod';
import { run } from ${from('src/cli/index.ts')};
import { WAVE } from ${from('src/constructs/wave.ts')};
import { defineSystem } from ${from('src/render/system-definition.ts')};

const shop = defineSystem({
  name: 'shop',
  images: ['app'],
  overlay: z.strictObject({ motto: z.string(), data: z.boolean().default(false), more: z.string().default('none') }),
  build(system, { overlay }) {
    new ApiObject(system, 'map', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: system.metadata({ name: 'shop', wave: WAVE.foundation }),
      data: { definition: ${JSON.stringify(says)}, motto: overlay.motto, more: overlay.more },
    });
    if (overlay.data) {
      new ApiObject(system, 'claim', {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: system.metadata({ name: 'data', wave: WAVE.foundation }),
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      });
    }
  },
});

export const app = run([shop]);
`;
}

const release = (definition = '') => `schema: slipway.release/v1
version: v1.0.0
source: { repository: https://git.acme.example/app, commit: ${'a1'.repeat(20)} }
${definition === '' ? '' : `definition: "${definition}"\n`}images:
  app: { name: ghcr.io/acme/app, digest: "sha256:${'2'.repeat(64)}" }
`;

const environments = (names: readonly string[], promoted: readonly string[] = []) =>
  `schema: slipway.environments/v1\ndefaults:\n  kubernetes: "1.34"\n  zones: [zone-a]\n  probeImage: ghcr.io/acme/probe@sha256:${'1'.repeat(64)}\nenvironments:\n${names.map((name, order) => `  ${name}: { cluster: { name: ${name} }, domain: ${name}.acme.example, apiServer: { cidrs: [10.${order}.0.1/32] }${promoted.includes(name) ? ', promotion: { from: staging, requires: [] }' : ''} }\n`).join('')}`;

describe('slipway publish', () => {
  let project: CliProject;
  let git: GitFolder;
  let repository: string;
  const slipway = (...argv: string[]) => project.slipway(['publish', '--repo', repository, ...argv], { env: { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' } });
  const commit = (subject = 'a change') => git.commit(project.folder, subject);
  const map = (environment: string) => git.git(repository, 'show', `main:${environment}/shop/ConfigMap-shop.yaml`);
  const overlay = (environment: string, more: string) => project.write(`overlays/shop/${environment}.yaml`, `schema: slipway.overlay/v1\n${more}\n`);

  beforeEach(() => {
    git = new GitFolder();
    repository = git.bare('gitops.git');
    project = new CliProject(main('one'));
    project.write('.gitignore', 'node_modules\n.slipway/\n');
    project.write('package-lock.json', '{}\n');
    project.write('bin/slipway', `require(${from('bin/slipway')});\n`);
    project.write('overlays/environments.yaml', environments(['staging', 'production']));
    project.write('overlays/shop/base.yaml', 'schema: slipway.overlay/v1\nmore: base one\n');
    for (const environment of ['staging', 'production']) {
      overlay(environment, `motto: ${environment} one`);
      project.write(`overlays/shop/${environment}.release.yaml`, release());
    }
    git.git(project.folder, 'init', '--quiet', '--initial-branch=main');
    commit('Add shop');
  });
  afterEach(() => {
    project.remove();
    git.remove();
  });

  it('publishes, and says it to people and programs', async () => {
    const { code, stdout, stderr } = await slipway();
    expect([code, stderr]).toEqual([0, '']);
    const head = git.git(repository, 'rev-parse', 'main');
    expect(stdout).toBe(`  production  shop  v1.0.0  1 file added\n  staging     shop  v1.0.0  1 file added\npublished: ${head.slice(0, 12)} on main of file://${repository}\n`);
    const again = await slipway('-o', 'json');
    expect(JSON.parse(again.stdout)).toMatchObject({ schema: 'slipway.publish-result/v1', outcome: 'unchanged', pairs: [{ environment: 'production', outcome: 'unchanged', changes: [] }, { environment: 'staging' }] });
    expect(again.code).toBe(0);
  });

  it('shows what it would do, and does nothing', async () => {
    const { code, stdout } = await slipway('--dry-run', '--env', 'staging');
    expect([code, stdout]).toEqual([0, `  staging  shop  v1.0.0  1 file added\n    + ConfigMap-shop.yaml\nnothing was written; this would be published to main of file://${repository}\n`]);
    expect(git.git(repository, 'for-each-ref')).toBe('');
  });

  it('refuses files that are in no commit', async () => {
    overlay('staging', 'motto: not committed');
    const { code, stderr } = await slipway();
    expect(code).toBe(2);
    expect(stderr).toContain('files differ from the last commit, so what would be published is no commit\'s: overlays/shop/staging.yaml');
    expect(stderr).toContain('fix: git stash');
    expect(stderr).toContain('nothing was published');
  });

  it('refuses files that git is silent about and that are rendered', async () => {
    project.write('.gitignore', `${project.read('.gitignore')}*.local.yaml\nstaging.yaml\n`);
    git.git(project.folder, 'rm', '--quiet', '--cached', 'overlays/shop/staging.yaml');
    commit('Forget a file');
    const ignored = await slipway();
    expect([ignored.code, ignored.stderr]).toEqual([2, expect.stringMatching(/files are ignored by git and rendered all the same, .*: overlays\/shop\/staging\.yaml\n[\s\S]*fix: git add --force overlays\/shop\/staging\.yaml /)]);
    git.git(project.folder, 'add', '--force', 'overlays/shop/staging.yaml');
    commit('Remember it');
    for (const flag of ['assume-unchanged', 'skip-worktree']) {
      git.git(project.folder, 'update-index', `--${flag}`, 'overlays/shop/production.yaml');
      overlay('production', `motto: not committed`);
      const hidden = await slipway();
      expect([hidden.code, hidden.stderr]).toEqual([2, expect.stringMatching(/git was told not to look at files that are rendered, .*: overlays\/shop\/production\.yaml\n[\s\S]*fix: git update-index --no-(assume-unchanged|skip-worktree) overlays\/shop\/production\.yaml\n/)]);
      git.git(project.folder, ...(/fix: git (.*)\n/.exec(hidden.stderr)![1]!.split(' ') as [string]));
      git.git(project.folder, 'checkout', '--quiet', '--', 'overlays/shop/production.yaml');
    }
    expect((await slipway()).code).toBe(0);
  });

  it('renders a promoted environment at the definition of its release, with its own overlay of now', async () => {
    const definition = git.git(project.folder, 'rev-parse', 'HEAD');
    project.write('src/main.ts', main('two'));
    project.write('overlays/shop/base.yaml', 'schema: slipway.overlay/v1\nmore: base two\n');
    project.write('overlays/environments.yaml', environments(['staging', 'production', 'later']));
    overlay('production', 'motto: production two');
    project.write('overlays/shop/production.release.yaml', release(definition));
    commit('Change everything');
    expect((await slipway()).stderr).toBe('');
    expect(map('staging')).toMatch(/definition: two[\s\S]*more: base two[\s\S]*motto: staging one/);
    expect(map('production')).toMatch(/definition: one[\s\S]*more: base one[\s\S]*motto: production two/);
    const state = JSON.parse(git.git(repository, 'show', 'slipway-ledger:published/production/shop.json')) as Record<string, string>;
    expect(state['definition']).toBe(definition);
  });

  it('refuses a definition with other packages, and one that is not here', async () => {
    const definition = git.git(project.folder, 'rev-parse', 'HEAD');
    project.write('package-lock.json', '{ "lockfileVersion": 3 }\n');
    project.write('overlays/shop/production.release.yaml', release(definition));
    commit();
    expect((await slipway('--env', 'production')).stderr).toMatch(/locks other packages than those that are installed\nfix: npx slipway publish --repo \S+ --env production .*--install /);
    project.write('overlays/shop/production.release.yaml', release('9'.repeat(40)));
    commit();
    expect((await slipway('--env', 'production')).stderr).toContain('the definition 999999999999 is not in this clone\nfix: git fetch origin');
  });

  it('tells what a definition finds wrong', async () => {
    const definition = git.git(project.folder, 'rev-parse', 'HEAD');
    project.write('src/main.ts', main('two').replace('motto: z.string()', 'motto: z.string(), fresh: z.string()'));
    overlay('staging', 'motto: two\nfresh: new');
    overlay('production', 'motto: two\nfresh: new');
    project.write('overlays/shop/production.release.yaml', release(definition));
    commit();
    const { code, stderr } = await slipway('--env', 'production');
    expect([code, stderr]).toEqual([2, expect.stringContaining(`(at ${definition.slice(0, 12)})`)]);
    expect(stderr).toContain('overlays/shop/production.yaml:3');
  });

  it('deletes data only with a consent', async () => {
    overlay('staging', 'motto: one\ndata: true');
    commit();
    await slipway();
    overlay('staging', 'motto: one');
    commit();
    const refused = await slipway();
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('PersistentVolumeClaim/data of shop in staging would be deleted, the data it holds, and nobody consented to it')]);
    const line = /commit: (- \{ .* \})/.exec(refused.stderr)![1]!.replace('<why>', 'not needed');
    project.write('overlays/deletions.yaml', `schema: slipway.deletions/v1\ndeletions:\n  ${line}\n`);
    commit();
    expect(await slipway()).toMatchObject({ code: 0, stderr: '' });
    expect(git.files('gitops.git', 'main')).not.toContain('100644 staging/shop/PersistentVolumeClaim-data.yaml');
    const { stdout } = await slipway();
    expect(stdout).toContain('overlays/deletions.yaml:3  the consent to delete PersistentVolumeClaim/data of shop in staging consents to nothing');
  });

  it('removes an environment only with a consent, and for good', async () => {
    await slipway();
    const { folder } = project;
    git.git(folder, 'rm', '--quiet', 'overlays/shop/staging.yaml', 'overlays/shop/staging.release.yaml');
    const gone = commit('Retire staging');
    const refused = await slipway();
    expect(refused.stderr).toContain('everything of shop in staging would be deleted, its data with it, and nobody consented to it');
    project.write('overlays/deletions.yaml', 'schema: slipway.deletions/v1\ndeletions:\n  - { environment: staging, system: shop, reason: retired, until: "2023-11-20" }\n');
    commit();
    expect((await slipway()).stdout).toContain('staging     shop  v1.0.0  removed, 1 file removed');
    expect(git.files('gitops.git', 'main')).toEqual(['100644 production/shop/ConfigMap-shop.yaml']);
    git.git(folder, 'checkout', '--quiet', `${gone}~1`);
    expect((await slipway()).stdout).toContain('newer already published');
    expect(git.files('gitops.git', 'main')).toEqual(['100644 production/shop/ConfigMap-shop.yaml']);
  });

  it('refuses a text for a pull request that is none, or that cannot be written', async () => {
    expect((await slipway('--pr-body', 'body.md')).stderr).toContain('there is none without --pr');
    expect((await slipway('--pr', '--pr-body', 'package-lock.json/body.md')).stderr).toContain('--pr-body: "package-lock.json/body.md" cannot be written (E');
    expect(git.git(repository, 'for-each-ref')).toBe('');
  });

  it('shows which branch a pull request would be on', async () => {
    const { stdout } = await slipway('--env', 'staging', '--pr', '--dry-run');
    expect(stdout).toMatch(/nothing was written; this would be on slipway\/staging-shop-[0-9a-f]{12} of \S+, for a pull request to main\n$/);
    expect((await slipway('--env', 'staging', '--pr')).stdout).toContain(/slipway\/\S+/.exec(stdout)![0]);
  });

  it('changes nothing when code of a definition fails late', async () => {
    project.write('src/main.ts', main('one').replace('build(system, { overlay }) {', "build(system, { overlay }) {\n    void Promise.resolve().then(() => { throw new Error('too late'); });"));
    commit();
    const { code, stderr } = await slipway();
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('too late')]);
    expect(git.git(repository, 'for-each-ref')).toBe('');
  });

  it.each<[string, string[], RegExp]>([
    ['a branch that git would not take', ['--branch', '-x'], /^the branch "-x" begins with "-", as options do\nallowed: .*\nfix: npx slipway publish --repo \S+ --no-typecheck --branch main\n/],
    ['an environment that is no more', ['--env', 'mars'], /there is no environment "mars"\nallowed: production, staging\nfix: npx slipway publish --repo \S+ --no-typecheck --env production, or where it was deleted: npx slipway publish --repo \S+ {3}\(/],
    ['both a way and an environment', ['--reached-by', 'release', '--env', 'staging'], /^option '--reached-by <way>' cannot be used with option '--env <name>'/],
  ])('says how to go on with %s', async (_, argv, says) => {
    const { code, stderr } = await slipway(...argv);
    expect([code, stderr]).toEqual([2, expect.stringMatching(says)]);
  });
});

describe('slipway publish into an environment that is reached by promotion', () => {
  let project: CliProject;
  let git: GitFolder;
  let repository: string;
  const slipway = (...argv: string[]) => project.slipway(['publish', '--repo', repository, ...argv], { env: { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' } });
  const commit = (subject = 'a change') => git.commit(project.folder, subject);
  const files = () => git.files('gitops.git', 'main').map((line) => line.slice('100644 '.length));

  beforeEach(() => {
    git = new GitFolder();
    repository = git.bare('gitops.git');
    project = new CliProject(main('one'));
    project.write('.gitignore', 'node_modules\n.slipway/\n');
    project.write('package-lock.json', '{}\n');
    project.write('overlays/environments.yaml', environments(['dev', 'staging', 'production'], ['production']));
    for (const environment of ['dev', 'staging', 'production']) {
      project.write(`overlays/shop/${environment}.yaml`, `schema: slipway.overlay/v1\nmotto: one\n`);
      project.write(`overlays/shop/${environment}.release.yaml`, release());
    }
    git.git(project.folder, 'init', '--quiet', '--initial-branch=main');
    commit('Add shop');
  });
  afterEach(() => {
    project.remove();
    git.remove();
  });

  /** The line to type reaches the same repository. */
  const never = (): string => `left out: never promoted: npx slipway promote shop --from staging --to production --repo ${repository}`;

  it('leaves out what was never promoted, and says so', async () => {
    const { code, stdout, stderr } = await slipway();
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`  production  shop  v1.0.0  ${never()}\n`);
    expect(files()).toEqual(['dev/shop/ConfigMap-shop.yaml', 'staging/shop/ConfigMap-shop.yaml']);
    const again = JSON.parse((await slipway('--dry-run', '-o', 'json', '--system', 'shop')).stdout) as Record<string, unknown>;
    expect(again).toMatchObject({ outcome: 'compared', pairs: [{ environment: 'dev' }, { environment: 'staging' }], leftOut: [{ environment: 'production', system: 'shop', version: 'v1.0.0', reason: never().slice('left out: '.length) }] });
  });

  it.each([['--env', 'dev,production'], ['--env', 'production', '--dry-run']])('refuses it where it is asked for by name: %s %s', async (...argv) => {
    const { code, stderr } = await slipway(...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining('production is reached by promotion, and this release names no definition that was verified')]);
    expect(git.git(repository, 'for-each-ref')).toBe('');
  });

  it('refuses what names a definition and was not proven, also when everything is published', async () => {
    project.write('overlays/shop/production.release.yaml', release(git.git(project.folder, 'rev-parse', 'HEAD')));
    commit();
    const { code, stderr } = await slipway();
    expect([code, stderr]).toEqual([2, expect.stringMatching(/production\.release\.yaml\n {2}the bundle [0-9a-f]{12} of this file was not proven: nothing is known of it in staging/)]);
    expect(git.git(repository, 'for-each-ref')).toBe('');
  });

  it('refuses a release without a definition where one was promoted before', async () => {
    project.write('overlays/environments.yaml', environments(['dev', 'staging', 'production']));
    commit();
    await slipway();
    const before = git.git(repository, 'rev-parse', 'main');
    project.write('overlays/environments.yaml', environments(['dev', 'staging', 'production'], ['production']));
    commit();
    expect(await slipway()).toMatchObject({ code: 2, stderr: expect.stringContaining('names no definition') });
    expect(git.git(repository, 'rev-parse', 'main')).toBe(before);
  });

  it('takes apart what releases and what promotions reach', async () => {
    expect((await slipway('--reached-by', 'promotion')).stdout).toBe(`  production  shop  v1.0.0  ${never()}\nnothing to publish: main of file://${repository} has it all\n`);
    const { stdout } = await slipway('--reached-by', 'release');
    expect(stdout).not.toContain('production');
    expect(files()).toEqual(['dev/shop/ConfigMap-shop.yaml', 'staging/shop/ConfigMap-shop.yaml']);
    // One that is no more was reached nobody knows how, so that the careful way removes it.
    project.write('overlays/environments.yaml', environments(['staging', 'production'], ['production']));
    git.git(project.folder, 'rm', '--quiet', 'overlays/shop/dev.yaml', 'overlays/shop/dev.release.yaml');
    commit();
    expect(await slipway('--reached-by', 'release')).toMatchObject({ code: 0 });
    expect(await slipway('--reached-by', 'promotion')).toMatchObject({ code: 2, stderr: expect.stringContaining('everything of shop in dev would be deleted') });
    project.write('overlays/deletions.yaml', 'schema: slipway.deletions/v1\ndeletions:\n  - { environment: dev, system: shop, reason: retired, until: "2023-11-20" }\n');
    commit();
    expect((await slipway('--reached-by', 'promotion')).stdout).toContain('dev         shop  v1.0.0  removed, 1 file removed');
    expect(files()).toEqual(['staging/shop/ConfigMap-shop.yaml']);
  });
});

describe('the help of slipway publish', () => {
  let project: CliProject;
  let git: GitFolder;
  beforeAll(() => {
    git = new GitFolder();
    git.bare('gitops.git');
    project = CliProject.ofCapakraken();
    project.write('.gitignore', 'node_modules\n.slipway/\n');
    const run = (...words: string[]) => git.git(project.folder, ...words);
    run('init', '--quiet', '--initial-branch=main');
    run('add', '--all');
    run('commit', '--quiet', '-m', 'All');
  });
  afterAll(() => {
    project.remove();
    git.remove();
  });

  it('shows examples that run', async () => {
    for (const { line } of publish.examples) {
      const { code, stderr } = await project.slipway(line.split(' ').slice(1), { env: { SLIPWAY_REPO: `${git.path}/gitops.git`, GIT_CONFIG_GLOBAL: '/dev/null' } });
      expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
    }
    expect(readFileSync(project.path('.slipway/body.md'), 'utf8')).toContain('Publishes staging/capakraken');
    expect(publish.options!.map(({ variable }) => variable).filter((variable) => COMMON_FLAGS.some((flag) => flag.variable === variable))).toEqual([]);
  });
});
