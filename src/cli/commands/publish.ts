import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSigning } from '../../delivery/git/commit.ts';
import { branchRef } from '../../delivery/git/ref-name.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { proposalBody } from '../../delivery/publish/proposal.ts';
import { publish } from '../../delivery/publish/publish.ts';
import { type PublishRequest } from '../../delivery/publish/publish-request.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { publishJson } from '../../reports/publish-json.ts';
import { publishText } from '../../reports/publish-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { ENV_FLAG, SYSTEM_FLAG } from '../flags.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { projectOf } from '../place.ts';
import { publishInput } from '../publish-input.ts';
import { publishReport } from '../publish-report-of.ts';
import { type ReachedBy, selectPairs } from '../publish-selection.ts';
import { publishablePairs } from '../publishable-pairs.ts';
import { REPO_FLAG } from '../release/flags.ts';
import { stateProblem } from '../release/published-bundle.ts';
import { gitopsAddress } from '../release/gitops-address.ts';

/** What `slipway publish` can be told. */
export interface PublishOptions {
  readonly repo?: string;
  readonly branch?: string;
  readonly env?: readonly string[];
  readonly system?: readonly string[];
  readonly reachedBy?: ReachedBy;
  readonly pr?: boolean;
  readonly prBody?: string;
  readonly retry?: boolean;
  readonly sign?: boolean;
  readonly install?: boolean;
  readonly dryRun?: boolean;
}

/** Renders and publishes into the GitOps repository that Argo CD pulls from. */
export const command: Command<PublishOptions> = {
  options: [
    REPO_FLAG,
    { flags: '--branch <name>', describe: 'the branch that Argo CD follows (default: gitops.branch, else main)', variable: 'SLIPWAY_BRANCH', carriedTo: ['publish'] },
    ENV_FLAG,
    SYSTEM_FLAG,
    { flags: '--reached-by <way>', describe: 'only environments that releases reach directly, or those that are reached by promotion and what belongs to no pair', variable: 'SLIPWAY_REACHED_BY', choices: ['release', 'promotion'], conflicts: ['env'] },
    { flags: '--dry-run', describe: 'show what would change; nothing is written', variable: 'SLIPWAY_DRY_RUN' },
    { flags: '--pr', describe: 'push to a branch of its own, for a pull request', variable: 'SLIPWAY_PR', conflicts: ['retry'] },
    { flags: '--pr-body <file>', describe: 'write the text of the pull request to this file', variable: 'SLIPWAY_PR_BODY' },
    { flags: '--retry', describe: 'where nothing changes make a commit all the same, so that Argo CD tries again', variable: 'SLIPWAY_RETRY' },
    { flags: '--sign', describe: 'sign commits, also where commit.gpgSign is not set', variable: 'SLIPWAY_SIGN', carriedTo: ['publish', 'release', 'promote', 'rollback'] },
    { flags: '--install', describe: 'let npm ci fetch the packages of a former definition', variable: 'SLIPWAY_INSTALL', carriedTo: ['publish', 'release', 'promote', 'rollback'] },
  ],
  examples: [
    { line: 'slipway publish --env staging --dry-run', does: 'show what publishing staging would change' },
    { line: 'slipway publish --env staging --pr --pr-body .slipway/body.md', does: 'put staging on a branch for a pull request' },
    { line: 'slipway publish --env staging', does: 'publish staging' },
    { line: 'slipway publish --reached-by release', does: 'publish every environment that takes releases directly' },
    { line: 'slipway publish --env staging --retry', does: 'have Argo CD try the same manifests again' },
  ],
  details:
    'Publishes the commit that is checked out; files that differ from it are refused. Only the folders of the pairs\nchange; a push that is refused is tried again on the new tip. What is published already from a newer commit is\npassed over, which is no error. An environment that is reached by promotion takes proven bundles alone; a system\nthat was never promoted there is left out, unless --env names it. Deleting what holds data needs a consent in\noverlays/deletions.yaml.',
  run: runPublish,
};

async function runPublish(call: Call<PublishOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const { env: environments, system: names, reachedBy, pr = false, prBody, retry = false, sign, install = false, dryRun = false } = call.options;
  if (prBody !== undefined && !pr) throw new UserError({ message: '--pr-body is the text of a pull request, and there is none without --pr', fix: '--pr --pr-body <file>' });
  call.remark('nothing was published');
  if (call.options.branch !== undefined) branchRef(call.options.branch, '--branch');
  const progress = progressOn(call);
  const source = openSource(root);
  const revision = await source.revision();
  const selection = selectPairs({ root, systems: call.systems, environments, names, reachedBy });
  const { scope, shared, overlays: { gitops } } = selection;
  const repository = gitopsAddress(call.options.repo, selection.overlays);
  const { pairs: publishable, leftOut } = await publishablePairs(selection.overlays, { git: source.git, ledger: ledgerOf(call, root, selection.overlays), named: environments ?? [] });
  const overlays = { ...selection.overlays, pairs: publishable };
  const notes: string[] = [];
  const { pairs, owned, deletions } = await publishInput({ root, packageRoot: call.place.packageRoot, systems: call.systems, overlays, shared, revision, source, install, progress, note: (text) => void notes.push(text) });
  const after = await source.revision();
  if (after.id !== revision.id) throw new UserError({ message: `another commit was checked out while ${revision.id.slice(0, 12)} was rendered`, fix: 'publish again' });
  const request: PublishRequest = {
    repository,
    branch: call.options.branch ?? gitops?.branch ?? 'main',
    ledger: gitops?.ledger ?? 'slipway-ledger',
    source,
    revision,
    pairs,
    owned,
    judgeState: (state) => stateProblem(source, state),
    deletions,
    scope,
    leftOut: leftOut.map((one) => ({ ...one, reason: call.typed(one.reason) })),
    mode: dryRun ? (pr ? 'compare-proposal' : 'compare') : pr ? 'propose' : 'push',
    retry,
    signing: dryRun ? undefined : await readSigning(source.git, sign),
    scratch: join(root, '.slipway', 'publish'),
  };
  if (prBody !== undefined && !dryRun) refuseBody(prBody);
  const result = await publish(request, { now: () => performance.now(), random: Math.random, sleep: (milliseconds) => sleep(milliseconds), progress });
  if (prBody !== undefined && result.outcome === 'proposed') writeFileSync(resolve(prBody), proposalBody(result));
  const report = publishReport(result, notes);
  const { answer } = call.terminal;
  answer.write(call.output === 'json' ? `${JSON.stringify(publishJson(report), null, 2)}\n` : publishText(report, answer.style));
  return 0;
}

/** That a file cannot be written is of use before the push, not after it. */
function refuseBody(file: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    closeSync(openSync(resolve(file), 'a'));
  } catch (error) {
    throw new UserError({ message: `--pr-body: ${quoted(file)} cannot be written (${(error as NodeJS.ErrnoException).code})`, fix: '--pr-body .slipway/body.md' }, { cause: error });
  }
}

/** What it is doing, for a person who watches. */
function progressOn({ terminal: { talk } }: Call<PublishOptions>): (text: string) => void {
  return (text) => {
    if (process.stderr.isTTY) talk.write(`${talk.style.faint(text)}\n`);
  };
}
