import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { destinationOf } from '../../argocd/app-project.ts';
import { applicationName } from '../../argocd/names.ts';
import { openTrust } from '../../delivery/evidence/attester.ts';
import { statementOf } from '../../delivery/evidence/evidence.ts';
import { openSigner, type Signer } from '../../delivery/evidence/signer.ts';
import { GitFailure } from '../../delivery/git/git.ts';
import { openRemote, type RemoteRepository } from '../../delivery/git/remote-repository.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { publishedPath } from '../../delivery/ledger/ledger-paths.ts';
import { readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { parseState, type PublishedState } from '../../delivery/publish/published-state.ts';
import { lookByApi, lookByKubectl } from '../../delivery/verify/argocd-api.ts';
import { awaitDeployment } from '../../delivery/verify/await-deployment.ts';
import { revisionDescriber } from '../../delivery/verify/describe-revision.ts';
import { PATIENCE, type Sight } from '../../delivery/verify/observation.ts';
import { checkReady } from '../../delivery/verify/ready-check.ts';
import { readyExpectation } from '../../delivery/verify/ready-proof.ts';
import { durationProblem, parseDuration } from '../../kernel/duration.ts';
import { type Problem, quoted, UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { type Environments } from '../../overlays/environments.ts';
import { verifyJson, type VerifyReport, verifyText } from '../../reports/verify-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { projectOf } from '../place.ts';
import { type LedgerOptions, REPO_FLAG } from '../release/flags.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { refuseDamage } from '../ledger/refuse-damage.ts';
import { gitopsAddress } from '../release/gitops-address.ts';
import { publishedBundle } from '../release/published-bundle.ts';
import { publishedManifests } from '../release/published-manifests.ts';
import { recordEvidence } from '../release/record-evidence.ts';
import { clonesIn } from '../release/repository-change.ts';
import { runAddress } from '../release/run-address.ts';
import { systemNamed } from '../release/system-named.ts';
import { environmentNamed, environmentsAt } from '../release/tip-files.ts';

/** What `slipway verify` can be told. */
export interface VerifyOptions extends LedgerOptions {
  readonly env?: string;
  readonly timeout?: string;
  readonly interval?: string;
  readonly argocd?: string;
  readonly kubectl?: boolean;
  readonly readyUrl?: string;
  readonly check?: readonly string[];
  readonly key?: string;
  readonly dryRun?: boolean;
}

/** Nobody is asked more often, milliseconds. */
const SHORTEST_PAUSE = 100;

/** Waits until what is published runs and is ready, and records that it is. */
export const command: Command<VerifyOptions> = {
  operands: [{ name: 'system', describe: 'the system that is verified' }],
  options: [
    { flags: '--env <name>', describe: 'the environment', variable: 'SLIPWAY_ENV' },
    { flags: '--timeout <duration>', describe: 'how long it is waited for', variable: 'SLIPWAY_TIMEOUT', default: '15m' },
    { flags: '--interval <duration>', describe: 'the pause between two looks (default: 3s at Argo CD, 2s at the ready URL)', variable: 'SLIPWAY_INTERVAL' },
    { flags: '--argocd <address>', describe: "Argo CD's API; the token is ARGOCD_AUTH_TOKEN (default: ARGOCD_SERVER)", variable: 'SLIPWAY_ARGOCD', conflicts: ['kubectl'] },
    { flags: '--kubectl', describe: 'ask the cluster that Argo CD runs in by kubectl', variable: 'SLIPWAY_KUBECTL' },
    { flags: '--ready-url <address>', describe: 'the address that answers once it is ready (default: readyUrls of environments.yaml)', variable: 'SLIPWAY_READY_URL' },
    { flags: '--check <name>', describe: 'only these checks (default: both, where a ready URL is known)', variable: 'SLIPWAY_CHECK', repeatable: true, choices: ['deployed', 'ready'] },
    { flags: '--key <file>', describe: 'the SSH key that evidence is signed by (default: the ssh-agent)', variable: 'SLIPWAY_SIGNING_KEY', carriedTo: ['verify'] },
    { flags: '--dry-run', describe: 'verify and record nothing; needs no key', variable: 'SLIPWAY_DRY_RUN' },
    REPO_FLAG,
  ],
  examples: [
    { line: 'slipway verify capakraken --env staging', does: 'wait for what was published, and record that it runs and is ready' },
    { line: 'slipway verify capakraken --env staging --timeout 30m -o json', does: 'the same with more patience, for a program' },
  ],
  details: 'Ends with 0 when it is verified, 1 when it failed, timed out or something newer took its place, 2 when Argo CD could\nnot be asked. What failed is recorded, too; what could not be told is not.',
  run: verify,
};

async function verify(call: Call<VerifyOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const system = systemNamed(call.systems, call.operands[0]!);
  const { env: name, timeout: patience = '15m', interval, check: only = [] } = call.options;
  if (name === undefined) throw new UserError({ message: 'it is not said which environment is verified', fix: '--env staging' });
  const wrong: Problem[] = [['--timeout', patience, '15m'], ['--interval', interval ?? '3s', '3s']].flatMap(([option, text, example]) => {
    const problem = durationProblem(text!);
    return problem === undefined ? [] : [{ ...problem, message: `${option!}: ${problem.message}`, fix: `${option!} ${problem.fix ?? example!}` }];
  });
  for (const check of only) if (check !== 'deployed' && check !== 'ready') wrong.push({ message: `--check: ${quoted(check)} is nothing that verify checks`, allowed: 'deployed, ready', fix: '--check ready' });
  if (wrong.length > 0) throw new UserError(wrong);
  const environments = await environmentsAt({ file: async (path) => readOrNothing(join(root, path)) });
  const environment = environmentNamed(environments.environments, name);
  const trust = openTrust(environments.attesters ?? {});
  const store = ledgerOf(call, root, environments);
  const path = publishedPath({ environment: name, system: system.name });
  const text = (await store.read([path])).get(path);
  if (text === undefined) throw new UserError({ message: `nothing of ${system.name} is published in ${name}`, fix: `npx slipway publish --system ${system.name} --env ${name}` });
  const state = parseState(text, path);
  if (state.tree === '') throw new UserError({ message: `${system.name} was removed from ${name}`, fix: `npx slipway ledger ${system.name}` });
  const { bundle, schemaChange } = await publishedBundle(openSource(root), state);
  // Before the wait: whoever lacks the key, or could not append to the file, learns it now.
  const signer = call.options.dryRun === true ? undefined : await signerOf(call, environments);
  if (signer !== undefined) await refuseDamage(store, system.name, await readPairs(store, system.name, [name], trust), trust);
  const remote = await openRemote({ address: gitopsAddress(call.options.repo, environments), depth: 'treeless', scratch: clonesIn(root) });
  const evidence: VerifyReport['evidence'][number][] = [];
  const branch = environments.gitops?.branch ?? 'main';
  const record = async (check: 'deployed' | 'ready', result: 'pass' | 'fail'): Promise<void> => {
    if (only.length > 0 && !only.includes(check)) return;
    if (signer === undefined) return void evidence.push({ check, result, by: '', outcome: 'not-recorded' });
    const statement = statementOf(bundle, { environment: name, tree: state.tree, commit: state.commit, check, result, by: signer.name, run: runAddress(process.env), now: Date.now(), schemaChange });
    evidence.push({ check, result, by: signer.name, outcome: await recordEvidence(store, statement, trust, signer) });
  };
  try {
    if (await isForgotten(remote, state.commit, branch)) throw new UserError({ message: `the commit ${state.commit.slice(0, 12)} that ${name}/${system.name} was published as is not in the history of ${branch} any more: somebody forced that branch`, allowed: `a branch that only moves forward: protect it`, fix: `npx slipway publish --system ${system.name} --env ${name} --retry` });
    const watched = await watchPair(call, remote, state, environments, environment, parseDuration(patience) * 1000);
    if (watched.deployed === 'pass' || watched.deployed === 'fail') await record('deployed', watched.deployed);
    if (watched.ready !== undefined) await record('ready', watched.ready);
    const report: VerifyReport = { ...watched.report, system: system.name, environment: name, version: bundle.version, bundle: state.bundle, commit: state.commit, evidence };
    const { answer } = call.terminal;
    answer.write(call.output === 'json' ? `${JSON.stringify(verifyJson(report), null, 2)}\n` : call.typed(verifyText(report, answer.style)));
    return report.outcome === 'verified' ? 0 : report.outcome === 'unobservable' ? 2 : 1;
  } finally {
    remote.close();
  }
}

/** Whether a commit is no more in the history of a branch of the GitOps repository; where that cannot be told it is not. */
async function isForgotten(remote: RemoteRepository, commit: string, branch: string): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  try {
    const tip = (await remote.tips([ref])).get(ref);
    if (tip === undefined || tip === commit) return false;
    await remote.fetchHistory(tip);
    const { status, stdout } = await remote.git.call({ options: ['rev-list', '--stdin'], input: `${tip}\n` });
    return status === 0 && !stdout.toString('latin1').split('\n').includes(commit);
  } catch (error) {
    if (error instanceof GitFailure) return false;
    throw error;
  }
}

interface Watched {
  readonly report: Pick<VerifyReport, 'outcome' | 'revision' | 'reasons'>;
  readonly deployed: Signer['name'] | undefined;
  readonly ready: 'pass' | 'fail' | undefined;
}

async function watchPair(call: Call<VerifyOptions>, remote: RemoteRepository, state: PublishedState, environments: Environments, environment: Environment, timeout: number): Promise<Watched> {
  const { check: only = [] } = call.options;
  const { talk } = call.terminal;
  const pair = { environment: environment.name, system: state.system };
  const expectation = { application: applicationName(pair), path: `${pair.environment}/${pair.system}`, commit: state.commit, tree: state.tree, destination: destinationOf(state.system, environment) };
  const started = Date.now();
  const pause = call.options.interval === undefined ? undefined : Math.max(SHORTEST_PAUSE, parseDuration(call.options.interval) * 1000);
  const wait = (milliseconds: number): Promise<void> => sleep(pause ?? milliseconds);
  const verdict = await awaitDeployment(expectation, { ...PATIENCE, timeout }, {
    look: lookOf(call, expectation.application, environments),
    describeRevision: revisionDescriber(remote, expectation),
    now: Date.now,
    wait,
    onWaiting: (what) => talk.write(`${talk.style.faint(`waiting: ${what}`)}\n`),
  });
  const { outcome, revision, reasons } = verdict;
  if (outcome !== 'deployed') return { report: { outcome, revision, reasons }, deployed: outcome === 'failed' || outcome === 'degraded' ? 'fail' : undefined, ready: undefined };
  const url = call.options.readyUrl ?? (Object.hasOwn(environment.readyUrls, pair.system) ? environment.readyUrls[pair.system] : undefined);
  if (only.length > 0 && !only.includes('ready')) return { report: { outcome: 'verified', revision, reasons: [] }, deployed: 'pass', ready: undefined };
  if (url === undefined) return { report: { outcome: 'verified', revision, reasons: [`no ready URL of ${pair.system} is known in ${pair.environment}, so it was not asked whether it is ready`] }, deployed: 'pass', ready: undefined };
  const ready = URL.canParse(url) ? readyExpectation(await publishedManifests(remote, state.tree), url) : undefined;
  if (ready === undefined) return { report: { outcome: 'not-ready', revision, reasons: [`the published smoke test does not tell what ${url} must answer`] }, deployed: 'pass', ready: undefined };
  talk.write(`${talk.style.faint(`deployed; asking ${url} for ${ready.version}`)}\n`);
  const left = Math.max(30_000, timeout - (Date.now() - started));
  const answered = await checkReady(url, ready, { timeout: left, ...(pause === undefined ? {} : { pause }) }, { now: Date.now, wait });
  if (answered.outcome === 'ready') return { report: { outcome: 'verified', revision, reasons: [] }, deployed: 'pass', ready: 'pass' };
  return { report: { outcome: 'not-ready', revision, reasons: [`${url}: ${answered.message}`] }, deployed: 'pass', ready: 'fail' };
}

async function signerOf({ options: { key } }: Call<VerifyOptions>, { attesters = {} }: Environments): Promise<Signer> {
  try {
    return await openSigner({ keyFile: key, env: process.env }, attesters);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.problems.map((problem) => ({ ...problem, fix: `${problem.fix ?? '--key <path>'}; or --dry-run, which verifies and records nothing` })), { cause: error });
  }
}

function lookOf({ options }: Call<VerifyOptions>, application: string, { argocd }: Environments): () => Promise<Sight> {
  if (options.kubectl === true) return lookByKubectl(application, argocd?.namespace);
  const server = options.argocd ?? process.env['ARGOCD_SERVER'];
  if (server === undefined) throw new UserError({ message: 'it is not known how Argo CD is asked', fix: '--argocd https://argocd.acme.example, with ARGOCD_AUTH_TOKEN set   (or --kubectl)' });
  return lookByApi({ server, token: process.env['ARGOCD_AUTH_TOKEN'] ?? '' }, application);
}

function readOrNothing(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
