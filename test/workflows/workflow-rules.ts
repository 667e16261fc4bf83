import { type Job, jobsOf, type Step, type WorkflowFile } from './workflow-files.ts';

/** A rule that every workflow and action keeps. */
export interface WorkflowRule {
  readonly id: string;
  readonly why: string;
  /** What breaks it, by place. */
  check(file: WorkflowFile): string[];
}

/** Released commits, each looked up in several public repositories that name the same version for it. */
const ACTIONS: Readonly<Record<string, string>> = {
  'actions/checkout': '11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2',
  'actions/setup-node': '49933ea5288caeca8642d1e84afbd3f7d6820020 # v4.4.0',
  'actions/upload-artifact': 'ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2',
  'actions/download-artifact': 'd3f86a106a0bac45b974a628896c90dbdf5c8093 # v4.3.0',
};

/** Every right to write that a job has, and nobody else. */
export const WRITERS: Readonly<Record<string, readonly string[]>> = {
  'workflows/deploy-dev.yaml › publish': ['id-token'],
  'workflows/deploy-dev.yaml › release': ['contents', 'pull-requests'],
  'workflows/drift.yaml › tell': ['issues'],
  'workflows/main.yaml › publish': ['id-token'],
  'workflows/main.yaml › publish-production': ['id-token'],
  'workflows/pr-comment.yaml › comment': ['pull-requests'],
  'workflows/promote.yaml › promote': ['contents', 'pull-requests'],
  'workflows/promote.yaml › publish': ['id-token'],
  'workflows/publish.yaml › verify': ['id-token'],
  'workflows/release.yaml › publish': ['id-token'],
  'workflows/release.yaml › release': ['contents', 'pull-requests'],
  'workflows/rollback.yaml › publish': ['id-token'],
  'workflows/rollback.yaml › rollback': ['contents', 'pull-requests'],
  'workflows/tag.yaml › release': ['contents'],
};

const isWorkflow = ({ path }: WorkflowFile): boolean => path.startsWith('workflows/');
const events = ({ content }: WorkflowFile): Readonly<Record<string, unknown>> => (content as { on?: Record<string, unknown> }).on ?? {};
const top = ({ content }: WorkflowFile): { permissions?: object; concurrency?: object; env?: object } => content as object;
const isCheckout = ({ uses = '' }: Step): boolean => uses.startsWith('actions/checkout@');
const said = (value: unknown): string => JSON.stringify(value) ?? '';

/** Asks every job. */
function ofJobs(file: WorkflowFile, broken: (job: Job) => boolean): string[] {
  return jobsOf(file).filter(broken).map(({ name }) => name);
}

/** Asks every step. */
function ofSteps(file: WorkflowFile, broken: (step: Step, job: Job) => boolean): string[] {
  return jobsOf(file).flatMap((job) => job.steps.filter((step) => broken(step, job)).map((step) => `${job.name} › ${step.name ?? step.uses ?? ''}`));
}

type Need = 'gitops-key' | 'evidence-key' | 'argocd' | 'push';

/** What each command cannot do without: it reads or writes the GitOps repository, signs, asks Argo CD, pushes here. */
const NEEDS: Readonly<Record<string, { readonly always: readonly Need[]; readonly unlessDry: readonly Need[] }>> = {
  publish: { always: ['gitops-key'], unlessDry: [] },
  ledger: { always: ['gitops-key'], unlessDry: [] },
  verify: { always: ['gitops-key', 'argocd'], unlessDry: ['evidence-key'] },
  attest: { always: ['gitops-key'], unlessDry: ['evidence-key'] },
  release: { always: [], unlessDry: ['push'] },
  promote: { always: ['gitops-key'], unlessDry: ['push'] },
  rollback: { always: ['gitops-key'], unlessDry: ['push', 'evidence-key'] },
};

/** What the commands of a step need; undefined where it runs none. */
function neededBy({ run = '' }: Step): Need[] | undefined {
  const commands = [...run.matchAll(/node bin\/slipway ([a-z]+)/g)].map(([, name = '']) => name).filter((name) => Object.hasOwn(NEEDS, name));
  if (commands.length === 0) return undefined;
  return commands.flatMap((name) => [...NEEDS[name]!.always, ...(run.includes('--dry-run') ? [] : NEEDS[name]!.unlessDry)]);
}

export const RULES: readonly WorkflowRule[] = [
  {
    id: 'no-expression-in-run',
    why: 'an expression is pasted into the script before bash reads it, so a branch named $(x) would run x',
    check: (file) => ofSteps(file, ({ run = '' }) => run.includes('${{')),
  },
  {
    id: 'no-eval',
    why: 'what comes from outside is data',
    check: (file) => ofSteps(file, ({ run = '' }) => /\beval\b|\b(ba)?sh -c\b|\bsource\s|\bxargs\b/.test(run)),
  },
  {
    id: 'strict-bash',
    why: 'without it a script goes on after a command failed',
    check: (file) => ofSteps(file, ({ run }) => run !== undefined && !run.startsWith('set -euo pipefail\n')),
  },
  {
    id: 'pinned-actions',
    why: 'a tag of an action can be moved to other code',
    check: (file) =>
      [...file.text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].flatMap(([, uses = '']) => {
        if (/^\.\/\.github\/(actions\/[a-z-]+|workflows\/[a-z-]+\.yaml)$/.test(uses)) return [];
        const [name = '', pin] = uses.split('@');
        return pin !== undefined && Object.hasOwn(ACTIONS, name) && ACTIONS[name] === pin ? [] : [uses];
      }),
  },
  {
    id: 'no-rights-by-default',
    why: 'a job has what it names, and a new one has nothing',
    check: (file) => (isWorkflow(file) && said(top(file).permissions) !== '{}' ? ['permissions'] : []).concat(isWorkflow(file) ? ofJobs(file, ({ permissions }) => typeof permissions !== 'object') : []),
  },
  {
    id: 'least-rights',
    why: 'who may write is written down in one table, so that a new right is seen',
    check: (file) =>
      isWorkflow(file)
        ? ofJobs(file, ({ name, permissions = {} }) => {
            const writes = Object.keys(permissions).filter((scope) => permissions[scope] !== 'read').sort();
            return said(writes) !== said(WRITERS[`${file.path} › ${name}`] ?? []);
          })
        : [],
  },
  {
    id: 'timeouts',
    why: 'a job that hangs holds its group and its token for six hours',
    check: (file) => (isWorkflow(file) ? ofJobs(file, (job) => job.uses === undefined && !((job['timeout-minutes'] ?? 999) <= 60)) : []),
  },
  {
    id: 'concurrency',
    why: 'two runs of the same must not overlap unseen',
    check: (file) => (isWorkflow(file) && top(file).concurrency === undefined ? ofJobs(file, ({ uses, concurrency }) => uses === undefined && concurrency === undefined) : []),
  },
  {
    id: 'fixed-runner',
    why: 'latest is another machine one day',
    check: (file) => (isWorkflow(file) ? ofJobs(file, (job) => job.uses === undefined && job['runs-on'] !== 'ubuntu-24.04') : []),
  },
  {
    id: 'credentials-are-not-kept',
    why: 'checkout leaves the token where every later step can read it, unless told otherwise; kept only where git needs it',
    check: (file) => ofSteps(file, (step, { steps, permissions = {} }) => isCheckout(step) && step.with?.['persist-credentials'] !== (permissions['contents'] === 'write' || steps.some(({ run = '' }) => run.includes('git fetch')))),
  },
  {
    id: 'no-pull-request-target',
    why: 'it gives secrets and a writing token to a run that a stranger starts',
    check: (file) => ['pull_request_target', 'issue_comment', 'issues', 'discussion', 'fork'].filter((event) => event in events(file)),
  },
  {
    id: 'nothing-secret-in-a-pull-request',
    why: 'it runs what a stranger brought',
    check: (file) => {
      if (!('pull_request' in events(file))) return [];
      const tokens = /\$\{\{[^}]*\b(secrets|vars|github\.token)\b/.test(file.text) ? ['secrets'] : [];
      return tokens.concat(ofJobs(file, ({ environment, permissions = {}, secrets }) => environment !== undefined || secrets !== undefined || Object.values(permissions).includes('write')));
    },
  },
  {
    id: 'nothing-run-after-a-pull-request',
    why: 'workflow_run has rights that the pull request had not, so it must run nothing of it',
    check: (file) => ('workflow_run' in events(file) ? ofSteps(file, (step) => isCheckout(step) || (step.uses?.startsWith('./') ?? false) || /\b(npm|node|npx|git)\s/.test(step.run ?? '')) : []),
  },
  {
    id: 'secrets-reach-one-step',
    why: 'a variable of a workflow or job is seen by every step in it',
    check: (file) => (/\bsecrets\b|github\.token/.test(said(top(file).env)) ? ['env'] : []).concat(ofJobs(file, ({ env, steps }) => steps.length > 1 && /\bsecrets\b/.test(said(env)))),
  },
  {
    id: 'secrets-of-an-environment',
    why: 'only a job in an environment is bound to main and to its reviewers',
    check: (file) => (isWorkflow(file) && !Object.hasOwn(events(file)['workflow_call'] ?? {}, 'secrets') ? ofJobs(file, ({ environment, uses, steps }) => uses === undefined && environment === undefined && /\bsecrets[.[]/.test(said(steps))) : []),
  },
  {
    id: 'secrets-stay-here',
    why: 'all secrets are handed to workflows of this very commit alone',
    check: (file) => ofJobs(file, ({ uses = '', secrets }) => secrets === 'inherit' && !uses.startsWith('./.github/workflows/')),
  },
  {
    id: 'identity-for-argocd-alone',
    why: 'an identity is asked for where it is exchanged, and nowhere else',
    check: (file) => (isWorkflow(file) ? ofJobs(file, ({ permissions = {}, uses, steps }) => (permissions['id-token'] === 'write') !== (uses === './.github/workflows/publish.yaml' || steps.some((step) => step.uses === './.github/actions/argocd-token'))) : []),
  },
  {
    id: 'no-cache',
    why: 'a cache is written by runs with fewer rights than those that read it',
    check: (file) => ofSteps(file, ({ uses = '', with: inputs = {} }) => uses.startsWith('actions/cache') || 'cache' in inputs),
  },
  {
    id: 'no-package-scripts',
    why: 'a package that was taken over would run before anybody looked',
    check: (file) => ofSteps(file, ({ run = '' }) => run.split('\n').some((line) => /\bnpm (ci|install|pack)\b/.test(line) && !line.includes('--ignore-scripts'))),
  },
  {
    id: 'values-cannot-be-options',
    why: 'a system named --repo=... would be read as an option',
    check: (file) =>
      ofSteps(file, ({ run = '' }) =>
        run.split('\n').some((line) => /node bin\/slipway|arguments\+?=/.test(line) && ((/slipway (release|promote|rollback|verify|attest|ledger)\b/.test(line) && !/ -- "\$[A-Z(]/.test(line)) || /--[a-z-]+ "\$/.test(line.split(' -- ')[0]!))),
      ),
  },
  {
    id: 'commands-have-their-keys',
    why: 'a command that lacks a key fails after everything before it was done; one that has a key it does not need can lose it',
    check: (file) =>
      ofSteps(file, (step, { steps, permissions = {} }) => {
        const needs = neededBy(step);
        if (needs === undefined) return false;
        const before = steps.slice(0, steps.indexOf(step));
        const keys = before.find(({ uses }) => uses === './.github/actions/keys')?.with ?? {};
        const has = (name: string): boolean => /^\$\{\{ secrets(\.[A-Z_]+|\[[a-z.]+\]) \}\}$/.test(String(keys[name] ?? ''));
        const all = steps.flatMap((one) => neededBy(one) ?? []);
        return (
          needs.some((need) => (need === 'argocd' ? !before.some(({ uses }) => uses === './.github/actions/argocd-token') : need === 'push' ? permissions['contents'] !== 'write' : !has(need))) ||
          // Nobody in the job signs.
          ('evidence-key' in keys && !all.includes('evidence-key'))
        );
      }),
  },
  {
    id: 'artifacts-end',
    why: 'what nobody needs any more lies around for ninety days',
    check: (file) => ofSteps(file, ({ uses = '', with: inputs = {} }) => uses.startsWith('actions/upload-artifact@') && !((inputs['retention-days'] ?? 99) as number <= 3)),
  },
];
