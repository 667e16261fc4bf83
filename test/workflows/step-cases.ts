import { expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promoteJson, type PromoteReport } from '../../src/reports/promote-report.ts';
import { publishJson } from '../../src/reports/publish-json.ts';
import { type PairResult } from '../../src/delivery/publish/publish-result.ts';
import { type PublishReport } from '../../src/reports/publish-report.ts';
import { releaseJson, type ReleaseReport } from '../../src/reports/release-report.ts';
import { type Sandbox, type StepOutcome, type StepSetting } from './sandbox.ts';

/** One run of a script. */
export interface StepCase {
  readonly setting?: StepSetting | ((sandbox: Sandbox) => StepSetting);
  /** @default 0 */
  readonly code?: number;
  expects?(outcome: StepOutcome, sandbox: Sandbox): void;
}

const DIGEST = `sha256:${'4f'.repeat(32)}`;
const IMAGE = `app=ghcr.io/acme/shop-app@${DIGEST}`;
const COMMIT = '4f1c9d20123456789abcdef0123456789abcdef0';
const BUNDLE = 'b1'.repeat(32);
const CHANGED = [{ file: 'Deployment-web.yaml', change: 'changed' }] as const;

const pair = (environment: string, outcome: PairResult['outcome']): PairResult => ({ environment, system: 'shop', outcome, version: 'sha-4f1c9d2', bundle: BUNDLE, definition: COMMIT, tree: COMMIT, changes: outcome === 'changed' ? CHANGED : [] });
const published = (pairs: readonly PairResult[], more: Partial<PublishReport> = {}) => {
  const report: PublishReport = { outcome: 'published', repository: 'ssh://git@git.acme.example/gitops.git', branch: 'main', base: 'main', revision: COMMIT, pairs, leftOut: [], besides: [], notes: [], ...more };
  return { to: 'slipway publish', out: JSON.stringify(publishJson(report)) };
};
const released = (verb: ReleaseReport['verb'], outcome: ReleaseReport['outcome'], environment: string) => {
  const report: ReleaseReport = { verb, outcome, system: 'shop', environments: [environment], version: 'sha-4f1c9d2', before: {}, bundle: BUNDLE, images: [], branch: outcome === 'proposed' ? 'slipway/a-branch' : 'main', changes: [{ file: 'overlays/shop/staging.release.yaml', change: 'changed' }], notes: [], isLocal: false };
  return { to: `slipway ${verb}`, out: JSON.stringify(releaseJson(report)) };
};
const promotion = (outcome: PromoteReport['outcome'], { code = 0, met = true } = {}) => {
  const report: PromoteReport = {
    outcome,
    system: 'shop',
    from: 'staging',
    to: 'production',
    version: 'sha-4f1c9d2',
    definition: COMMIT,
    bundle: BUNDLE,
    requirements: [{ requirement: '1 approval', environment: 'production', requiredBy: 'production', met, found: met ? '1 of 1' : '0 of 1', evidence: [], fix: met ? undefined : 'npx slipway attest shop' }],
    passedOver: [],
    release: { verb: 'promote', outcome: 'committed', system: 'shop', environments: ['production'], version: 'sha-4f1c9d2', before: {}, images: [], branch: outcome === 'proposed' ? 'slipway/a-branch' : 'main', changes: [], notes: [], isLocal: false },
    notes: [],
  };
  return { to: 'slipway promote', out: JSON.stringify(promoteJson(report)), code };
};

/** The calls of one program. */
const called = ({ calls }: StepOutcome, program: string): string[][] => calls.filter(([name]) => name === program).map(([, ...words]) => words);
const ACTOR = { 'github.actor': 'ada', 'github.actor_id': '7', 'github.token': 'an-example-token' };
const dry = ['--dry-run', '--install', '-o', 'json'];

const releaseContexts = { ...ACTOR, 'vars.SLIPWAY_PULL_REQUESTS': '', 'inputs.system': 'shop', 'inputs.environment': 'staging', 'inputs.version': '1234567', 'inputs.images': `${IMAGE} migrator=ghcr.io/acme/shop-migrator@${DIGEST}`, 'inputs.commit': COMMIT, 'inputs.repository': 'https://git.acme.example/shop', 'inputs.schema': '', 'inputs.compatible_since': '' };
const deployContexts = { ...ACTOR, 'vars.SLIPWAY_PULL_REQUESTS': '', 'inputs.system': 'capakraken', 'inputs.environment': 'dev', 'inputs.version': 'my-branch-4f1c9d2', 'inputs.commit': COMMIT };
const attestContexts = { 'inputs.system': 'shop', 'inputs.environment': 'staging', 'inputs.check': 'e2e', 'inputs.result': 'fail', 'inputs.bundle': '', 'inputs.run': 'https://ci.acme.example/runs/7' };
const promoteContexts = { ...ACTOR, 'vars.SLIPWAY_PULL_REQUESTS': '', 'inputs.system': 'shop', 'inputs.from': 'staging', 'inputs.to': 'production', 'needs.plan.outputs.bundle': BUNDLE };
const rollbackContexts = { ...ACTOR, 'vars.SLIPWAY_PULL_REQUESTS': '', 'inputs.system': 'shop', 'inputs.environment': 'production', 'inputs.version': '', 'needs.plan.outputs.bundle': BUNDLE };
const approvals = (...logins: string[]) => ({ to: 'gh api', out: JSON.stringify(logins.map((login) => ({ state: 'approved', user: { login }, environments: [{ name: 'production' }] }))) });
const approveContexts = { 'github.token': 'an-example-token', 'inputs.environment': 'production', 'github.actor': 'ada', 'github.triggering_actor': 'ada' };

const SHA = 'c0'.repeat(20);
const pull = (number: number, sha = SHA, repository = 'acme/slipway') => ({ number, head: { sha }, base: { repo: { full_name: repository } } });
const pulls = (...all: object[]) => ({ contexts: { 'github.token': 't', 'github.event.workflow_run.head_sha': SHA, 'github.event.workflow_run.head_repository.owner.login': 'eve', 'github.event.workflow_run.head_branch': 'a&state=closed' }, answers: [{ to: 'gh api', out: JSON.stringify(all) }] });
const artifacts = (...all: object[]) => ({ contexts: { 'github.token': 't', 'github.event.workflow_run.id': '78' }, answers: [{ to: 'gh api', out: JSON.stringify({ artifacts: all }) }] });
const comment = (text: string | Buffer, before: readonly object[] = [], { repository = 'eve/slipway', file = 'artifact/diff.txt' } = {}) => ({
  contexts: { 'github.event.workflow_run.head_repository.full_name': repository, 'github.token': 't', 'steps.request.outputs.number': '12', 'github.event.workflow_run.html_url': 'https://github.example/acme/slipway/actions/runs/78' },
  answers: [{ to: '--paginate', out: JSON.stringify(before) }],
  files: { [file]: text },
});
const bodyOf = (outcome: StepOutcome): string => (JSON.parse(outcome.input()) as { body: string }).body;
/** The lines between the fences, and the fence. */
function fenced(body: string): { readonly fence: string; readonly inside: string } {
  const [, fence = '', inside = ''] = /\n(`{3,})\n([\s\S]*)\n\1\n$/.exec(body)!;
  return { fence, inside };
}

/** A remote that holds a tag, signed or not, as `git push` brought it. */
function tagged(sandbox: Sandbox, { trusted = true, signed = true, tag = 'v0.1.0' } = {}): StepSetting {
  const key = join(sandbox.folder, 'tag-key');
  if (!existsSync(key)) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
  sandbox.write('.github/allowed_signers', trusted ? `ada@acme.example ${readFileSync(`${key}.pub`, 'utf8')}` : '# nobody\n');
  const commit = sandbox.commit('Say whom to trust');
  sandbox.git('-c', 'gpg.format=ssh', '-c', `user.signingKey=${key}`, 'tag', '--force', signed ? '--sign' : '--annotate', '-m', tag, tag, commit);
  sandbox.git('push', '--quiet', '--force', 'origin', `refs/tags/${tag}`);
  return { contexts: { 'github.ref_name': tag } };
}

/** Every script of every workflow and action, each with what it does and what stops it. */
export const STEP_CASES: Readonly<Record<string, Readonly<Record<string, StepCase>>>> = {
  'actions/prepare › Install the locked packages': {
    'installs and lets no package run anything': { expects: (outcome) => expect(called(outcome, 'npm')).toEqual([['ci', '--ignore-scripts', '--no-audit', '--no-fund']]) },
    'fails when the lock does not fit': { setting: { answers: [{ to: 'npm ci', code: 1 }] }, code: 1 },
  },
  'actions/keys › Write the keys': {
    'writes keys that nobody else may read, and tells git and slipway': {
      setting: { contexts: { 'inputs.gitops-key': 'one key', 'inputs.known-hosts': 'git.acme.example ssh-ed25519 AAAA', 'inputs.repository': 'ssh://git@git.acme.example/gitops.git\nPATH=/evil', 'inputs.evidence-key': 'another key' } },
      expects: ({ temp, environment, stdout, stderr }, { home }) => {
        const folder = join(temp, 'slipway-keys');
        expect(readFileSync(join(folder, 'gitops'), 'utf8')).toBe('one key\n');
        expect([statSync(folder).mode & 0o777, statSync(join(folder, 'gitops')).mode & 0o777, statSync(join(folder, 'evidence')).mode & 0o777]).toEqual([0o700, 0o600, 0o600]);
        expect(environment).toEqual({ SLIPWAY_REPO: 'ssh://git@git.acme.example/gitops.gitPATH=/evil', SLIPWAY_SIGNING_KEY: join(folder, 'evidence') });
        expect(readFileSync(join(home, '.gitconfig'), 'utf8')).toMatch(/sshCommand = "?ssh -i .* -o StrictHostKeyChecking=yes/);
        expect(`${stdout}${stderr}`).toBe('');
      },
    },
    'gives nothing to sign by where there is no key': {
      setting: { contexts: { 'inputs.gitops-key': 'one key', 'inputs.known-hosts': 'a host', 'inputs.repository': '', 'inputs.evidence-key': '' } },
      expects: ({ environment }) => expect(environment).toEqual({}),
    },
  },
  'actions/argocd-token › Exchange the identity for a token': {
    'exchanges the identity, and shows no token in arguments': {
      setting: { contexts: { 'inputs.server': 'https://argocd.acme.example/' }, env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/request?v=1', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-secret' }, answers: [{ to: 'audience=argo-cd-cli', out: '{"value":"identity-secret"}' }, { to: '/api/dex/token', out: '{"access_token":"argocd-secret"}' }] },
      expects: (outcome) => {
        expect(called(outcome, 'curl').map((words) => words.at(-1))).toEqual(['https://token.example/request?v=1&audience=argo-cd-cli', 'https://argocd.acme.example/api/dex/token']);
        expect(JSON.stringify(outcome.calls)).not.toMatch(/-secret/);
        expect(outcome.environment).toEqual({ ARGOCD_AUTH_TOKEN: 'argocd-secret', ARGOCD_SERVER: 'https://argocd.acme.example/' });
        expect(outcome.stdout).toBe('::add-mask::argocd-secret\n');
      },
    },
    'refuses an address on which others could read the token': { setting: { contexts: { 'inputs.server': 'http://argocd.acme.example' } }, code: 1, expects: (outcome) => expect(called(outcome, 'curl')).toEqual([]) },
    'refuses a token that would set other variables': {
      setting: { contexts: { 'inputs.server': 'https://argocd.acme.example' }, env: { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example/?v=1', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x' }, answers: [{ to: 'audience=', out: '{"value":"x"}' }, { to: '/api/dex/token', out: '{"access_token":"x\\nPATH=/evil"}' }] },
      code: 1,
      expects: ({ environment }) => expect(environment).toEqual({}),
    },
  },
  'pr.yaml › check › Check that dist is what the sources render': { 'asks slipway': { expects: (outcome) => expect(called(outcome, 'slipway')).toEqual([['synth', '--check']]) }, 'fails with it': { setting: { answers: [{ to: 'synth --check', code: 1 }] }, code: 1 } },
  'pr.yaml › check › Check everything': { 'runs the checks': { expects: (outcome) => expect(called(outcome, 'npm')).toEqual([['run', 'check']]) } },
  'pr.yaml › check › Show what changes in the clusters': {
    'writes the report in three forms, and its summary': {
      setting: { answers: [{ to: '-o markdown', out: '### as markdown\n', code: 1 }, { to: '-o text', out: 'as text\n', code: 1 }, { to: '-o html', out: '<p>as html', code: 1 }] },
      expects: (outcome) => {
        const { temp, summary } = outcome;
        expect(called(outcome, 'slipway')).toEqual(['markdown', 'text', 'html'].map((form) => ['diff', '--against=HEAD^1', '-o', form]));
        expect(['rendered-diff/diff.md', 'rendered-diff/diff.txt', 'slipway-diff/slipway-diff.html'].map((file) => readFileSync(join(temp, file), 'utf8'))).toEqual(['### as markdown\n', 'as text\n', '<p>as html']);
        expect(summary).toBe('### as markdown\n');
      },
    },
    'cuts one that nobody could read': {
      setting: { answers: [{ to: '-o text', out: 'more: lines\n'.repeat(50_000), code: 1 }] },
      expects: ({ temp }) => {
        const text = readFileSync(join(temp, 'rendered-diff/diff.txt'), 'utf8');
        expect([text.length, text.endsWith('\n(cut)\n')]).toEqual([150_007, true]);
      },
    },
    'fails where nothing could be compared, and leaves nothing to upload': {
      setting: { answers: [{ to: '-o text', code: 2 }] },
      code: 2,
      expects: ({ temp }) => expect(existsSync(join(temp, 'rendered-diff/diff.md'))).toBe(false),
    },
  },
  'pr.yaml › check › Judge it, and prove what comes of every failure on the way': {
    'judges against what it is merged into': { expects: (outcome) => expect(called(outcome, 'slipway')).toEqual([['validate', '--from=HEAD^1', '-o', 'github']]) },
    'fails with it': { setting: { answers: [{ to: 'slipway validate', code: 1 }] }, code: 1 },
  },
  'pr-comment.yaml › comment › Find the pull request': {
    'takes the one that has the commit of the event': {
      setting: pulls(pull(12), pull(13, 'd0'.repeat(20))),
      expects: (outcome) => {
        expect(outcome.outputs).toEqual({ number: '12' });
        // A branch may be named like a parameter: it is handed over as one value, which gh encodes.
        expect(called(outcome, 'gh')[0]).toEqual(['api', '--method', 'GET', 'repos/acme/slipway/pulls', '--raw-field', 'state=open', '--raw-field', 'head=eve:a&state=closed']);
      },
    },
    'takes none of another repository': { setting: pulls(pull(12, SHA, 'eve/slipway')), expects: ({ outputs }) => expect(outputs).toEqual({ number: '' }) },
    'takes none whose commit is newer': { setting: pulls(pull(12, 'd0'.repeat(20))), expects: ({ outputs }) => expect(outputs).toEqual({ number: '' }) },
    'takes none when two have the commit': { setting: pulls(pull(12), pull(13)), expects: ({ outputs }) => expect(outputs).toEqual({ number: '' }) },
  },
  'pr-comment.yaml › comment › Find the artifact': {
    'takes the one of the run': { setting: artifacts({ id: 5, expired: false, size_in_bytes: 900 }), expects: ({ outputs }) => expect(outputs).toEqual({ id: '5' }) },
    'leaves one that is too big where it is': { setting: artifacts({ id: 5, expired: false, size_in_bytes: 900_000_000 }), expects: ({ outputs }) => expect(outputs).toEqual({ id: '' }) },
    'takes none when there are two': { setting: artifacts({ id: 5, expired: false, size_in_bytes: 9 }, { id: 6, expired: false, size_in_bytes: 9 }), expects: ({ outputs }) => expect(outputs).toEqual({ id: '' }) },
  },
  'pr-comment.yaml › comment › Write the comment': {
    'posts the report of a branch of this repository as it is': {
      setting: comment('### What changes\n', [], { repository: 'acme/slipway', file: 'artifact/diff.md' }),
      expects: (outcome) => expect(bodyOf(outcome)).toBe('<!-- slipway: rendered diff -->\n### What changes\n\n[The whole report](https://github.example/acme/slipway/actions/runs/78) is an artifact of the run.\n'),
    },
    'posts no report that is longer than a comment': {
      setting: comment('x'.repeat(70_000), [], { repository: 'acme/slipway', file: 'artifact/diff.md' }),
      expects: (outcome) => expect(bodyOf(outcome)).toContain('longer than a comment'),
    },
    'takes the report of a fork for no markup, whatever else it brings': { setting: { ...comment('text\n'), files: { 'artifact/diff.txt': 'text\n', 'artifact/diff.md': '@acme/owners' } }, expects: (outcome) => expect(bodyOf(outcome)).not.toContain('@acme') },
    'posts the difference': {
      setting: comment('+a: 1\n'),
      expects: (outcome) => {
        expect(bodyOf(outcome)).toBe('<!-- slipway: rendered diff -->\nWhat changes in the clusters, by https://github.example/acme/slipway/actions/runs/78:\n\n```\n+a: 1\n\n```\n');
        expect(called(outcome, 'gh').at(-1)).toEqual(['api', '--silent', '--method', 'POST', 'repos/acme/slipway/issues/12/comments', '--input', join(outcome.temp, 'comment.json')]);
      },
    },
    'changes its own comment and no other': {
      setting: comment('+a: 1\n', [{ id: 1, user: { login: 'eve' }, body: '<!-- slipway: rendered diff -->' }, { id: 2, user: { login: 'github-actions[bot]' }, body: 'else' }, { id: 3, user: { login: 'github-actions[bot]' }, body: '<!-- slipway: rendered diff -->\nold' }]),
      expects: (outcome) => expect(called(outcome, 'gh').at(-1)!.slice(2, 5)).toEqual(['--method', 'PATCH', 'repos/acme/slipway/issues/comments/3']),
    },
    'says so when nothing changes': { setting: comment(' \n'), expects: (outcome) => expect(bodyOf(outcome)).toContain('Nothing changes in the clusters') },
    'lets no fence, mention or markup out': {
      setting: comment('```\n@acme/owners please merge <img src=x>\n`````\n[a](https://evil.example)\n~~~\n'),
      expects: (outcome) => {
        const { fence, inside } = fenced(bodyOf(outcome));
        expect(fence).toBe('``````');
        expect(inside).toContain('@acme/owners');
      },
    },
    'shows no control, format or invisible character': {
      setting: comment(Buffer.concat([Buffer.from('+a\u202e\u200b\u2028b\u001b[31m\u0000\r+c\t1\n'), Buffer.from([0xff, 0xfe, 0x0a])])),
      expects: (outcome) => {
        const { inside } = fenced(bodyOf(outcome));
        expect(inside).toMatch(/^\+a\uFFFD{3}b\uFFFD\[31m\uFFFD\n\+c\t1\n/);
        expect(inside).not.toMatch(/[^\P{Cc}\n\t]|\p{Cf}|[\u2028\u2029]/u);
      },
    },
    'stays below what a comment holds': {
      setting: comment(Buffer.concat([Buffer.from('`'.repeat(40_000)), Buffer.from('x'.repeat(900_000))])),
      expects: (outcome) => expect(bodyOf(outcome).length).toBeLessThan(65_536),
    },
    'refuses an artifact without the file': { setting: { ...comment(''), files: { 'artifact/other.txt': 'x' } }, code: 1, expects: (outcome) => expect(called(outcome, 'gh')).toEqual([]) },
  },
  'publish.yaml › publish › Publish': {
    'publishes, and names the pairs that are to be verified': {
      setting: { contexts: { 'inputs.environments': 'dev,staging', 'inputs.reached-by': '', 'inputs.system': '' }, answers: [published([pair('dev', 'changed'), pair('staging', 'unchanged'), pair('qa', 'removed'), pair('eu', 'superseded')])] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['publish', '--env=dev,staging', '--install', '-o', 'json']]);
        expect(JSON.parse(outcome.outputs['pairs']!)).toEqual([{ environment: 'dev', system: 'shop' }, { environment: 'staging', system: 'shop' }]);
        expect(outcome.summary).toContain('dev/shop sha-4f1c9d2: changed');
      },
    },
    'publishes all that releases reach, or that promotions reach, whatever it is called': {
      setting: { contexts: { 'inputs.environments': '', 'inputs.reached-by': 'promotion', 'inputs.system': '' }, answers: [published([pair('production', 'unchanged')], { besides: [{ file: 'argocd/applicationsets/a.yaml', change: 'added' }], leftOut: [{ environment: 'eu', system: 'crm', version: '1', reason: 'never promoted' }] })] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['publish', '--reached-by=promotion', '--install', '-o', 'json']]);
        expect(outcome.outputs['pairs']).toBe('[{"environment":"production","system":"shop"}]');
        expect(outcome.summary).toBe('production/shop sha-4f1c9d2: unchanged\nadded argocd/applicationsets/a.yaml\neu/crm is left out: never promoted\n');
      },
    },
    'never publishes everything because a list is empty': { setting: { contexts: { 'inputs.environments': '', 'inputs.reached-by': '', 'inputs.system': 'shop' } }, code: 1, expects: (outcome) => expect(outcome.calls).toEqual([]) },
    'publishes one system': { setting: { contexts: { 'inputs.environments': 'production', 'inputs.reached-by': '', 'inputs.system': '--repo=evil $(x)' }, answers: [published([])] }, expects: (outcome) => expect(called(outcome, 'slipway')).toEqual([['publish', '--env=production', '--system=--repo=evil $(x)', '--install', '-o', 'json']]) },
    'fails with slipway': { setting: { contexts: { 'inputs.environments': 'dev', 'inputs.reached-by': '', 'inputs.system': '' }, answers: [{ to: 'slipway', code: 2 }] }, code: 2, expects: ({ outputs }) => expect(outputs).toEqual({}) },
  },
  'publish.yaml › verify › Verify': {
    'waits for the pair': { setting: { contexts: { 'matrix.pair.environment': 'staging', 'matrix.pair.system': 'shop' } }, expects: (outcome) => expect(called(outcome, 'slipway')).toEqual([['verify', '--env=staging', '--', 'shop']]) },
    'fails when it failed': { setting: { contexts: { 'matrix.pair.environment': 'staging', 'matrix.pair.system': 'shop' }, answers: [{ to: 'slipway verify', code: 1 }] }, code: 1 },
  },
  'main.yaml › check › Check everything': { 'runs the checks': { expects: (outcome) => expect(called(outcome, 'npm')).toEqual([['run', 'check']]) } },
  'main.yaml › plan-production › Show what production would change': {
    'counts what would change, and shows it to who approves': {
      setting: { answers: [published([pair('production', 'changed')])] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['publish', '--reached-by=promotion', ...dry]]);
        expect(outcome.outputs).toEqual({ changes: '1' });
        expect(outcome.summary).toBe('production/shop sha-4f1c9d2: 1 files\n  changed Deployment-web.yaml\n');
      },
    },
    'counts what belongs to no pair, and says what is left out': {
      setting: { answers: [published([], { besides: [{ file: 'argocd/bootstrap/a.yaml', change: 'changed' }], leftOut: [{ environment: 'production', system: 'shop', version: '1', reason: 'never promoted' }] })] },
      expects: ({ outputs, summary }) => expect([outputs, summary]).toEqual([{ changes: '1' }, 'changed argocd/bootstrap/a.yaml\nproduction/shop is left out: never promoted\n']),
    },
    'asks nobody when nothing changes': { setting: { answers: [published([pair('production', 'unchanged')])] }, expects: ({ outputs }) => expect(outputs).toEqual({ changes: '0' }) },
  },
  'main.yaml › approve-production › Say that it was approved': { 'says it': { expects: ({ stdout }) => expect(stdout).toBe('approved\n') } },
  'handover.yaml › handover › Hand the release over': {
    'starts the release in the repository of the definitions, each value as one word': {
      setting: { contexts: { 'secrets.token': 'an-example-token', 'inputs.slipway': 'acme/slipway', 'inputs.system': 'shop', 'inputs.environment': 'staging', 'inputs.version': '0e12345', 'inputs.images': IMAGE, 'inputs.schema': '', 'inputs.compatible-since': '' }, env: { GITHUB_REPOSITORY: 'acme/shop', GITHUB_SHA: COMMIT } },
      expects: (outcome) =>
        expect(called(outcome, 'gh')).toEqual([
          ['workflow', 'run', 'release.yaml', '--repo', 'acme/slipway', '--ref', 'main', ...['system=shop', 'environment=staging', 'version=0e12345', `images=${IMAGE}`, 'schema=', 'compatible_since=', `commit=${COMMIT}`, 'repository=https://github.example/acme/shop', 'run=https://github.example/acme/shop/actions/runs/77'].flatMap((field) => ['--raw-field', field])],
        ]),
    },
  },
  "release.yaml › release › Fetch the system's own repository": {
    'fetches history and tags, and checks nothing out': {
      setting: (sandbox) => {
        writeFileSync(join(sandbox.home, '.gitconfig'), `[url "file://${sandbox.origin}"]\n\tinsteadOf = https://git.acme.example/shop\n`);
        return { contexts: { 'inputs.repository': 'https://git.acme.example/shop', 'secrets.SOURCE_TOKEN': '' } };
      },
      expects: ({ temp }, { home, clone }) => {
        expect(existsSync(join(temp, 'source', 'HEAD'))).toBe(true);
        expect(existsSync(join(temp, 'source', 'package.json'))).toBe(false);
        expect(readFileSync(join(home, '.gitconfig'), 'utf8')).toContain(`allowedSignersFile = ${clone}/.github/allowed_signers`);
      },
    },
    'reads a private one with a token that is for its own server, in no argument and no file': {
      setting: (sandbox) => {
        writeFileSync(join(sandbox.home, '.gitconfig'), `[url "file://${sandbox.origin}"]\n\tinsteadOf = https://github.example/acme/shop\n`);
        return { contexts: { 'inputs.repository': 'https://github.example/acme/shop', 'secrets.SOURCE_TOKEN': 'an-example-token' }, env: { GIT_TRACE2_EVENT: join(sandbox.folder, 'trace'), GIT_TRACE2_CONFIG_PARAMS: 'http.*' } };
      },
      expects: ({ temp, stdout, stderr }, { home, folder }) => {
        const secret = Buffer.from('x-access-token:an-example-token').toString('base64');
        const events = readFileSync(join(folder, 'trace'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { event: string; param?: string; value?: string; argv?: string[] });
        const settings = events.filter(({ event, argv }) => event === 'def_param' && argv === undefined).map(({ param, value }) => [param, value]);
        expect(settings).toContainEqual(['http.https://github.example/.extraheader', `Authorization: Basic ${secret}`]);
        expect(settings).toContainEqual(['http.followredirects', 'false']);
        const seen = [...events.filter(({ argv }) => argv !== undefined).map((event) => JSON.stringify(event)), readFileSync(join(home, '.gitconfig'), 'utf8'), readFileSync(join(temp, 'source', 'config'), 'utf8'), stderr, stdout.replace(`::add-mask::${secret}\n`, '')];
        expect(seen.filter((text) => text.includes(secret) || text.includes('an-example-token'))).toEqual([]);
        expect(existsSync(join(temp, 'source', 'HEAD'))).toBe(true);
      },
    },
    'refuses an address that would run a program': { setting: { contexts: { 'inputs.repository': 'ext::sh -c true', 'secrets.SOURCE_TOKEN': 'an-example-token' } }, code: 1, expects: ({ temp }) => expect(existsSync(join(temp, 'source'))).toBe(false) },
  },
  'release.yaml › release › Release': {
    'releases by digest': {
      setting: { contexts: releaseContexts, answers: [released('release', 'committed', 'staging')] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['release', '--env=staging', '--version=1234567', `--commit=${COMMIT}`, '--repository=https://git.acme.example/shop', `--source=${outcome.temp}/source`, '--install', `--image=${IMAGE}`, `--image=migrator=ghcr.io/acme/shop-migrator@${DIGEST}`, '-o', 'json', '--', 'shop']]);
        expect(outcome.outputs).toEqual({ outcome: 'committed' });
        expect(called(outcome, 'gh')).toEqual([]);
      },
    },
    'hands the change of the schema over': { setting: { contexts: { ...releaseContexts, 'inputs.schema': 'contract', 'inputs.compatible_since': '0123456' }, answers: [released('release', 'committed', 'staging')] }, expects: (outcome) => expect(called(outcome, 'slipway')[0]).toEqual(expect.arrayContaining(['--schema=contract', '--compatible-since=0123456'])) },
    'opens a pull request where main is protected': {
      setting: { contexts: { ...releaseContexts, 'vars.SLIPWAY_PULL_REQUESTS': 'true' }, answers: [released('release', 'proposed', 'staging')] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')[0]).toEqual(expect.arrayContaining(['--pr', `--pr-body=${outcome.temp}/body.md`]));
        expect(called(outcome, 'gh')).toEqual([['pr', 'create', '--base', 'main', '--head', 'slipway/a-branch', '--title', 'Release shop to staging', '--body-file', join(outcome.temp, 'body.md')]]);
      },
    },
    'refuses a tag': { setting: { contexts: { ...releaseContexts, 'inputs.images': 'app=ghcr.io/acme/shop-app:latest' } }, code: 1, expects: (outcome) => expect(outcome.calls).toEqual([]) },
  },
  'release.yaml › attest-ci › Record that its own checks passed': {
    'records it': { setting: { contexts: { 'inputs.system': 'shop', 'inputs.environment': 'staging', 'inputs.run': 'https://github.example/acme/shop/actions/runs/7' } }, expects: (outcome) => expect(called(outcome, 'slipway')).toEqual([['attest', '--env=staging', '--check=ci', '--result=pass', '--url=https://github.example/acme/shop/actions/runs/7', '--', 'shop']]) },
  },
  'attest.yaml › attest › Record the result': {
    'records what is published there': { setting: { contexts: attestContexts }, expects: (outcome) => expect(called(outcome, 'slipway')).toEqual([['attest', '--env=staging', '--check=e2e', '--result=fail', '--url=https://ci.acme.example/runs/7', '--', 'shop']]) },
    'records the bundle that was tested': { setting: { contexts: { ...attestContexts, 'inputs.bundle': 'b1b1b1b1' } }, expects: (outcome) => expect(called(outcome, 'slipway')[0]).toContain('--bundle=b1b1b1b1') },
    'refuses an approval': { setting: { contexts: { ...attestContexts, 'inputs.check': 'approval' } }, code: 1, expects: (outcome) => expect(outcome.calls).toEqual([]) },
  },
  'report.yaml › report › Report the result': {
    'starts the attestation in the repository of the definitions': {
      setting: { contexts: { 'secrets.token': 't', 'inputs.slipway': 'acme/slipway', 'inputs.system': 'shop', 'inputs.environment': 'staging', 'inputs.result': 'pass', 'inputs.bundle': '' }, env: { GITHUB_REPOSITORY: 'acme/shop' } },
      expects: (outcome) => expect(called(outcome, 'gh')).toEqual([['workflow', 'run', 'attest.yaml', '--repo', 'acme/slipway', '--ref', 'main', ...['system=shop', 'environment=staging', 'check=e2e', 'result=pass', 'bundle=', 'run=https://github.example/acme/shop/actions/runs/77'].flatMap((field) => ['--raw-field', field])]]),
    },
  },
  'deploy-dev.yaml › release › Release': {
    'releases the images that are there by the new tag': {
      setting: { contexts: deployContexts, answers: [released('release', 'committed', 'dev')] },
      expects: (outcome) => {
        const [words = []] = called(outcome, 'slipway');
        expect(words.filter((word) => !word.startsWith('--image='))).toEqual(['release', '--env=dev', '--version=my-branch-4f1c9d2', `--commit=${COMMIT}`, '--install', '-o', 'json', '--', 'capakraken']);
        expect(words.filter((word) => word.startsWith('--image='))).toContain('--image=app=ghcr.io/acme/capakraken-app:my-branch-4f1c9d2');
        expect(outcome.outputs).toEqual({ outcome: 'committed' });
      },
    },
    'opens a pull request where main is protected': { setting: { contexts: { ...deployContexts, 'vars.SLIPWAY_PULL_REQUESTS': 'true' }, answers: [released('release', 'proposed', 'dev')] }, expects: (outcome) => expect(called(outcome, 'gh')[0]?.slice(0, 2)).toEqual(['pr', 'create']) },
    'refuses a system that leads out of overlays': { setting: { contexts: { ...deployContexts, 'inputs.system': '../../etc' } }, code: 1, expects: (outcome) => expect(outcome.calls).toEqual([]) },
    'refuses a version that is no tag': { setting: { contexts: { ...deployContexts, 'inputs.version': 'x --repo=evil' } }, code: 1, expects: (outcome) => expect(outcome.calls).toEqual([]) },
  },
  'approve.yaml › approve › Ask who approved': {
    'tells who it was, and which key is theirs': { setting: { contexts: approveContexts, answers: [approvals('Grace-H')] }, expects: ({ outputs, summary }) => expect([outputs, summary]).toEqual([{ approver: 'Grace-H', key: 'APPROVAL_KEY_GRACE_H' }, 'approved by Grace-H\n']) },
    'refuses who started the run': { setting: { contexts: approveContexts, answers: [approvals('ADA')] }, code: 1, expects: ({ outputs }) => expect(outputs).toEqual({}) },
    'refuses who started it again': { setting: { contexts: { ...approveContexts, 'github.triggering_actor': 'grace' }, answers: [approvals('grace')] }, code: 1 },
    'refuses when the environment has no reviewer': { setting: { contexts: approveContexts, answers: [approvals()] }, code: 1 },
    'refuses two, of whom nobody knows the later': { setting: { contexts: approveContexts, answers: [approvals('grace', 'linus')] }, code: 1 },
    'refuses a name that would write other outputs': { setting: { contexts: approveContexts, answers: [approvals('x\nkey=EVIDENCE_KEY')] }, code: 1 },
  },
  'approve.yaml › approve › Record the approval': {
    'signs for every environment of the stage, about the bundle that was shown': {
      setting: { contexts: { 'steps.approver.outputs.approver': 'grace', 'inputs.system': 'shop', 'inputs.environments': '["production-eu","production-us"]', 'inputs.bundle': BUNDLE }, env: { SLIPWAY_SIGNING_KEY: '/keys/evidence' } },
      expects: (outcome) => expect(called(outcome, 'slipway')).toEqual(['production-eu', 'production-us'].map((name) => ['attest', `--env=${name}`, '--check=approval', '--result=pass', `--bundle=${BUNDLE}`, '--url=https://github.example/acme/slipway/actions/runs/77', '--', 'shop'])),
    },
    'refuses where the approver has no key': { setting: { contexts: { 'steps.approver.outputs.approver': 'grace', 'inputs.system': 'shop', 'inputs.environments': '["production"]', 'inputs.bundle': BUNDLE } }, code: 1, expects: (outcome) => expect(outcome.calls).toEqual([]) },
  },
  'promote.yaml › plan › Show what would be promoted': {
    'shows what is missing, and names the bundle': {
      setting: { contexts: promoteContexts, answers: [promotion('refused', { code: 1, met: false })] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['promote', '--from=staging', '--to=production', ...dry, '--', 'shop']]);
        expect(outcome.outputs).toEqual({ bundle: BUNDLE, environments: '["production"]' });
        expect(outcome.summary).toContain('1 approval in production: 0 of 1');
      },
    },
    'asks nobody when it is there already': { setting: { contexts: promoteContexts, answers: [promotion('unchanged')] }, expects: ({ outputs }) => expect(outputs['bundle']).toBe('') },
    'fails when slipway could not tell': { setting: { contexts: promoteContexts, answers: [{ to: 'slipway', code: 2 }] }, code: 2 },
  },
  'promote.yaml › promote › Promote': {
    'promotes the bundle that was approved': {
      setting: { contexts: promoteContexts, answers: [promotion('committed')] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['promote', '--from=staging', '--to=production', `--version=${BUNDLE}`, '--install', '-o', 'json', '--', 'shop']]);
        expect(outcome.outputs).toEqual({ outcome: 'committed', environments: 'production' });
      },
    },
    'fails with what is missing': { setting: { contexts: promoteContexts, answers: [promotion('refused', { code: 1, met: false })] }, code: 1, expects: ({ stdout, outputs }) => expect([stdout, outputs]).toEqual(['::error::refused\n  1 approval in production: 0 of 1  npx slipway attest shop\n', {}]) },
    'opens a pull request where main is protected': { setting: { contexts: { ...promoteContexts, 'vars.SLIPWAY_PULL_REQUESTS': 'true' }, answers: [promotion('proposed')] }, expects: (outcome) => expect(called(outcome, 'gh')[0]).toEqual(expect.arrayContaining(['--head', 'slipway/a-branch', 'Promote shop to production'])) },
  },
  'rollback.yaml › plan › Show what it would go back to': {
    'names the bundle': {
      setting: { contexts: rollbackContexts, answers: [released('rollback', 'compared', 'production')] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['rollback', '--env=production', ...dry, '--', 'shop']]);
        expect(outcome.outputs).toEqual({ bundle: BUNDLE, environments: '["production"]' });
      },
    },
    'takes a version': { setting: { contexts: { ...rollbackContexts, 'inputs.version': '0e12345' }, answers: [released('rollback', 'compared', 'production')] }, expects: (outcome) => expect(called(outcome, 'slipway')[0]).toContain('--to=0e12345') },
    'fails where there is no way back': { setting: { contexts: rollbackContexts, answers: [{ to: 'slipway', code: 1 }] }, code: 1 },
  },
  'rollback.yaml › rollback › Roll back': {
    'goes back to the bundle that was approved': {
      setting: { contexts: rollbackContexts, answers: [released('rollback', 'committed', 'production')] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['rollback', '--env=production', `--to=${BUNDLE}`, '--install', '-o', 'json', '--', 'shop']]);
        expect(outcome.outputs).toEqual({ outcome: 'committed' });
      },
    },
    'opens a pull request where main is protected': { setting: { contexts: { ...rollbackContexts, 'vars.SLIPWAY_PULL_REQUESTS': 'true' }, answers: [released('rollback', 'proposed', 'production')] }, expects: (outcome) => expect(called(outcome, 'gh')[0]).toContain('Roll back shop in production') },
  },
  'drift.yaml › look › Compare what is published with what is defined': {
    'names the pairs that differ': {
      setting: { answers: [published([pair('dev', 'changed'), pair('staging', 'unchanged'), pair('production', 'removed')])] },
      expects: (outcome) => {
        expect(called(outcome, 'slipway')).toEqual([['synth', '--check'], ['publish', ...dry]]);
        expect(outcome.outputs).toEqual({ drifted: 'dev/shop production/shop' });
      },
    },
    'names what belongs to no pair': { setting: { answers: [published([pair('dev', 'unchanged')], { besides: [{ file: 'argocd/applicationsets/a.yaml', change: 'changed' }] })] }, expects: ({ outputs }) => expect(outputs).toEqual({ drifted: 'argocd/applicationsets/a.yaml' }) },
    'names none where none does': { setting: { answers: [published([pair('dev', 'unchanged')])] }, expects: ({ outputs }) => expect(outputs).toEqual({ drifted: '' }) },
  },
  'drift.yaml › look › Read the ledgers': {
    'reads the ledger of every system': { expects: (outcome) => expect(called(outcome, 'slipway')).toContainEqual(['ledger', '--', 'capakraken']) },
    'fails when evidence does not verify': { setting: { answers: [{ to: 'slipway ledger', code: 1 }] }, code: 1 },
  },
  'drift.yaml › tell › Open an issue, once': {
    'opens one': { setting: { contexts: { 'github.token': 't', 'needs.look.outputs.drifted': 'dev/shop' }, answers: [{ to: 'issue list', out: '[]' }] }, expects: (outcome) => expect(called(outcome, 'gh').at(-1)!.slice(0, 2)).toEqual(['issue', 'create']) },
    'leaves it at one': { setting: { contexts: { 'github.token': 't', 'needs.look.outputs.drifted': 'dev/shop' }, answers: [{ to: 'issue list', out: '[{"title":"What is published is not what is defined"}]' }] }, expects: (outcome) => expect(called(outcome, 'gh')).toHaveLength(1) },
  },
  'tag.yaml › verify › Verify the tag': {
    'accepts one that is signed by somebody whom main trusts': { setting: (sandbox) => tagged(sandbox) },
    'refuses one that is not signed': { setting: (sandbox) => tagged(sandbox, { signed: false }), code: 1 },
    'refuses one that is signed by somebody else': { setting: (sandbox) => tagged(sandbox, { trusted: false }), code: 1 },
    'refuses one that was moved': { setting: (sandbox) => ({ ...tagged(sandbox), env: { GITHUB_SHA: COMMIT } }), code: 1 },
    'refuses one that is no version of the package': { setting: (sandbox) => tagged(sandbox, { tag: 'v9.9.9' }), code: 1 },
  },
  'tag.yaml › pack › Check and pack': { 'checks first': { expects: (outcome) => expect(called(outcome, 'npm')).toEqual([['run', 'check'], ['pack', '--ignore-scripts', '--pack-destination', join(outcome.temp, 'package')]]) } },
  'tag.yaml › release › Release the package': {
    'releases the package with its checksum': {
      setting: { contexts: { 'github.token': 't', 'github.ref_name': 'v0.1.0' }, files: { 'package/slipway-0.1.0.tgz': 'a package' } },
      expects: (outcome) => {
        expect(readFileSync(join(outcome.temp, 'package', 'SHA256SUMS'), 'utf8')).toMatch(/^[0-9a-f]{64} {2}slipway-0\.1\.0\.tgz\n$/);
        expect(called(outcome, 'gh')).toEqual([['release', 'create', '--repo', 'acme/slipway', '--verify-tag', '--title', 'v0.1.0', '--notes', 'See CHANGELOG.md.', '--', 'v0.1.0', 'slipway-0.1.0.tgz', 'SHA256SUMS']]);
      },
    },
  },
};
