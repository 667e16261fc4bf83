import { bundleId } from '../../delivery/bundle.ts';
import { appendEvidence } from '../../delivery/evidence/append-evidence.ts';
import { notAllowed, openTrust } from '../../delivery/evidence/attester.ts';
import { ACKNOWLEDGE, bundleIn, type CheckResult, type Evidence, lineHash, parseEvidence, ROLLBACK, statementOf } from '../../delivery/evidence/evidence.ts';
import { describeFault } from '../../delivery/evidence/fault-problem.ts';
import { isDamage } from '../../delivery/evidence/fault.ts';
import { openSigner } from '../../delivery/evidence/signer.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { knownEnvironment, type PairLedger, readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { type LedgerStore } from '../../delivery/ledger/ledger-store.ts';
import { ABOUT_BUNDLE } from '../../delivery/promotion/assess.ts';
import { choosePromotion } from '../../delivery/promotion/choose.ts';
import { treeOf } from '../../delivery/promotion/standing.ts';
import { type PublishedState } from '../../delivery/publish/published-state.ts';
import { describeProblem, quoted, UserError, visible } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { nearest } from '../../kernel/nearest.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { attestJson, attestText } from '../../reports/attest-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { bundlesOf, type KnownBundle } from '../ledger/bundles-of.ts';
import { environmentsOf } from '../ledger/environments-of.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { refuseDamage } from '../ledger/refuse-damage.ts';
import { projectOf } from '../place.ts';
import { REPO_FLAG } from '../release/flags.ts';
import { refuseEditedStates } from '../release/published-bundle.ts';

/** What `slipway attest` can be told. */
export interface AttestOptions {
  readonly env?: string;
  readonly check?: string;
  readonly result: CheckResult;
  readonly url?: string;
  readonly bundle?: string;
  readonly line?: string;
  readonly reason?: string;
  readonly key?: string;
  readonly repo?: string;
  readonly dryRun?: boolean;
}

/** Records signed evidence: that a bundle passed, or failed, a check in an environment. */
export const command: Command<AttestOptions> = {
  operands: [{ name: 'system', describe: 'the system' }],
  options: [
    { flags: '--env <name>', describe: 'the environment', variable: 'SLIPWAY_ENV' },
    { flags: '--check <name>', describe: 'what was checked: e2e, ci, signed-tag, approval, acknowledge, or a name of your own', variable: 'SLIPWAY_ATTEST_CHECK' },
    { flags: '--result <result>', describe: 'what came of it', variable: 'SLIPWAY_ATTEST_RESULT', choices: ['pass', 'fail'], default: 'pass' },
    { flags: '--url <address>', describe: 'the run or the report', variable: 'SLIPWAY_ATTEST_URL' },
    { flags: '--bundle <id>', describe: 'what it is about, by the beginning of its id (default: what is published there; for an approval, what would be promoted)', variable: 'SLIPWAY_BUNDLE' },
    { flags: '--line <hash>', describe: 'of --check acknowledge: the line without weight that is known of, by the beginning of its hash as slipway ledger shows it', variable: 'SLIPWAY_ATTEST_LINE' },
    { flags: '--reason <text>', describe: 'why: one line for whoever reads the ledger; --check acknowledge needs one', variable: 'SLIPWAY_ATTEST_REASON' },
    { flags: '--key <file>', describe: 'the SSH key to sign by, private, or public where the ssh-agent has it (default: what the ssh-agent has)', variable: 'SLIPWAY_SIGNING_KEY', carriedTo: ['attest'] },
    REPO_FLAG,
    { flags: '--dry-run', describe: 'show what would be recorded; nothing is signed or written', variable: 'SLIPWAY_DRY_RUN' },
  ],
  examples: [
    { line: 'slipway attest capakraken --env staging --check e2e --url https://ci.acme.example/runs/7', does: 'record that the end-to-end tests passed' },
    { line: 'slipway attest capakraken --env staging --check e2e --result fail', does: 'record that they failed, which takes an earlier pass back' },
    { line: 'slipway attest capakraken --env production --check approval', does: 'approve what would be promoted to production' },
    { line: 'slipway attest capakraken --env staging --check acknowledge --line 0123456789ab --reason "the key of a former runner"', does: 'say that a line without weight is known of, so that slipway ledger is content again' },
  ],
  details: 'Who may attest what is in overlays/environments.yaml, under attesters. Said again it records nothing.',
  run: attest,
};

async function attest(call: Call<AttestOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const [system = ''] = call.operands;
  const { env = '', check = '', result, url = '', reason, key, dryRun = false } = call.options;
  call.remark('nothing was recorded');
  checkOptions(system, call.options);
  const overlays = loadOverlays({ root, systems: call.systems });
  const environments = environmentsOf(system, call.systems.map(({ name }) => name), overlays);
  const environment = environments.find(({ name }) => name === env);
  if (environment === undefined) {
    const names = environments.map(({ name }) => name);
    const near = nearest(env, names);
    throw new UserError({ message: `${system} is not deployed to ${quoted(env)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`, allowed: names.join(', '), fix: `--env ${near ?? names[0] ?? '<name>'}` });
  }

  const source = openSource(root);
  const store = ledgerOf(call, root, overlays);
  const trust = openTrust(overlays.attesters);
  const ledgers = await readPairs(store, system, environments.map(({ name }) => name), trust);
  const { talk, answer } = call.terminal;
  const own = ledgers.find((ledger) => ledger.environment === env)!;
  // What is added to a damaged file would stand in the way of restoring it; what acknowledges a loss restores it.
  if (check !== ACKNOWLEDGE || !own.evidence.faults.filter(isDamage).every(({ kind }) => kind === 'lost')) await refuseDamage(store, system, [own], trust);
  for (const { environment: at, evidence: { faults } } of ledgers) for (const fault of faults) if (fault.acknowledged === undefined) talk.write(`${call.typed(describeProblem(describeFault(fault, { environment: at, system })))}\n`);
  await refuseEditedStates(source, [own]);
  const { published } = own;
  const acknowledged = check === ACKNOWLEDGE ? await faultyLine(store, { environment: env, system }, call.options.line ?? '', ledgers) : undefined;
  const known = acknowledged === undefined ? await bundlesOf(system, ledgers, overlays, source) : new Map<string, KnownBundle>();
  const id = acknowledged === undefined ? chosenId(call, { system, environment, environments, ledgers, check, attesters: overlays.attesters }, [...known.keys()]) : bundleId(acknowledged.bundle);
  const { bundle, schemaChange } = acknowledged ?? partsOf(id, known, environment.name);

  const signer = await openSigner({ keyFile: key, env: process.env }, overlays.attesters);
  const refused = notAllowed(overlays.attesters[signer.name]!, { check, environment: env, system });
  if (refused !== undefined) throw new UserError({ message: `${signer.name} ${refused}`, fix: `name ${check} and ${env} under attesters.${signer.name} in overlays/environments.yaml` });
  const now = Date.now();
  // The same manifests under another definition are what is published, too.
  const isPublished = published !== undefined && (published.bundle === id || (published.tree !== '' && treeOf(id, own.evidence.evidence) === published.tree));
  const carried = acknowledged === undefined && isPublished ? { tree: published.tree, commit: published.commit } : { tree: '', commit: '' };
  const statement = statementOf(bundle, { environment: env, ...carried, check, result, by: signer.name, run: url, now, schemaChange, acknowledges: acknowledged?.hash, reason });

  let evidence: Evidence | undefined;
  let outcome: 'recorded' | 'known' | 'compared' = 'compared';
  if (!dryRun) {
    const path = evidencePath({ environment: env, system });
    const earlier = check === ACKNOWLEDGE ? ((await store.history([path])).get(path)?.before ?? []) : [];
    const appended = await store.append(path, async (current) => {
      const made = await appendEvidence(current, statement, trust, signer.sign, earlier);
      evidence = made.evidence;
      return made.outcome === 'known' ? undefined : { line: made.line, subject: `${check} ${result} ${env}/${system} ${bundle.version}`, seconds: Math.floor(now / 1000) };
    });
    outcome = appended.outcome === 'appended' ? 'recorded' : 'known';
    call.remark(undefined);
  }
  const report = { outcome, system, environment: env, version: bundle.version, bundle: id, check, result, by: signer.name, run: url, id: evidence?.id };
  answer.write(call.output === 'json' ? `${JSON.stringify(attestJson(report), null, 2)}\n` : attestText(report, answer.style));
  return 0;
}

function checkOptions(system: string, options: AttestOptions): void {
  const { env = '', check = '', url = '', line, reason } = options;
  const problems = [
    ...(env === '' ? [{ message: '--env is missing: evidence is about one environment', fix: '--env staging' }] : []),
    ...(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(check) ? [] : [{ message: check === '' ? '--check is missing' : `${quoted(check)} is no name of a check`, allowed: 'e2e, ci, signed-tag, approval, or up to 63 of a-z, 0-9 and "-"', fix: '--check e2e' }]),
    ...(url === '' || (url.length <= 2000 && /^https?:\/\/[!-~]+$/.test(url) && !/^https?:\/\/[^/?#]*@/.test(url)) ? [] : [{ message: '--url is no address that everybody may read (not shown)', allowed: 'https:// and a host, without user and password', fix: '--url https://ci.acme.example/runs/7' }]),
    ...(check === ROLLBACK ? [{ message: 'rolling back is recorded by what rolls back', fix: `npx slipway rollback ${system} --env ${env === '' ? 'production' : env}` }] : []),
    ...(reason === undefined || (reason.length <= 500 && reason.trim() !== '' && visible(reason) === reason) ? [] : [{ message: '--reason is no line of text', allowed: '1 to 500 characters, no control characters', fix: '--reason "the key of a former runner"' }]),
    ...(check === ACKNOWLEDGE ? acknowledgeProblems(options) : line === undefined ? [] : [{ message: '--line is for --check acknowledge alone', fix: '--check acknowledge' }]),
  ];
  if (problems.length > 0) throw new UserError(problems);
}

function acknowledgeProblems({ result, bundle, line, reason }: AttestOptions): { message: string; allowed?: string; fix: string }[] {
  return [
    ...(line !== undefined && /^[0-9a-f]{12,64}$/.test(line) ? [] : [{ message: line === undefined ? '--line is missing: which line is known of' : `--line ${quoted(line)} is no hash of a line`, allowed: '12 to 64 hex digits, as slipway ledger shows them', fix: '--line 0123456789ab' }]),
    ...(reason === undefined ? [{ message: '--reason is missing: why the line may stay', fix: '--reason "the key of a former runner"' }] : []),
    ...(result === 'fail' ? [{ message: 'what is known of cannot fail to be', fix: 'leave out --result' }] : []),
    ...(bundle === undefined ? [] : [{ message: 'a line is acknowledged, not a bundle', fix: 'leave out --bundle' }]),
  ];
}

/** The line without weight that is meant, and the bundle that it claims to be about: the record has to be about one, and says nothing of it. */
async function faultyLine(store: LedgerStore, place: { readonly environment: string; readonly system: string }, given: string, ledgers: readonly PairLedger[]): Promise<KnownBundle & { readonly hash: string }> {
  const { faults = [] } = ledgers.find(({ environment }) => environment === place.environment)?.evidence ?? {};
  const known = faults.flatMap(({ hash }) => (hash === undefined ? [] : [hash]));
  const lost = faults.find(({ hash, lost: evidence }) => evidence !== undefined && hash!.startsWith(given));
  const fitting = [...new Set(known.filter((hash) => hash.startsWith(given)))];
  const text = (await store.read([evidencePath(place)])).get(evidencePath(place)) ?? '';
  const line = text.split('\n').find((one) => lineHash(one) === fitting[0]);
  const evidence = line === undefined ? lost?.lost?.evidence : parseEvidence(line);
  if (fitting.length === 1 && typeof evidence === 'object') return { bundle: bundleIn(evidence), hash: fitting[0]! };
  throw new UserError({ message: `no line of ${place.environment}/${place.system} without weight has a hash that begins with ${given}`, allowed: known.length === 0 ? 'every line there counts: there is nothing to acknowledge' : known.map((hash) => hash.slice(0, 12)).join(', '), fix: `npx slipway ledger ${place.system}   (shows them; damage other than a loss is restored, not acknowledged)` });
}

interface Situation {
  readonly system: string;
  readonly environment: Environment;
  readonly environments: readonly Environment[];
  readonly ledgers: readonly PairLedger[];
  readonly check: string;
  readonly attesters: Parameters<typeof choosePromotion>[0]['attesters'];
}

/** The bundle that is meant: the one that is named, else what is published there, or would be promoted. */
function chosenId({ options: { bundle: given } }: Call<AttestOptions>, situation: Situation, known: readonly string[]): string {
  const { environment, ledgers, check, system } = situation;
  if (given !== undefined) {
    const published = ledgers.flatMap((ledger) => (ledger.published === undefined ? [] : [ledger.published.bundle]));
    const fitting = /^[0-9a-f]{7,64}$/.test(given) ? [...new Set([...known, ...published])].filter((id) => id.startsWith(given)) : [];
    if (fitting.length === 1) return fitting[0]!;
    throw new UserError({ message: fitting.length === 0 ? `no bundle of ${system} that the ledger knows has an id that begins with ${quoted(given)}` : `${fitting.length} bundles begin with ${given}`, allowed: '7 to 64 digits of the id of a bundle', fix: `npx slipway ledger ${system}   (shows the bundles)` });
  }
  const published = ledgers.find((ledger) => ledger.environment === environment.name)?.published;
  const { from } = environment.promotion;
  if (check === 'approval' && from !== undefined) return approvable(situation, from);
  if (published !== undefined && published.tree !== '') {
    refuseUnclear(situation, published);
    return published.bundle;
  }
  throw new UserError({ message: `nothing of ${system} is published in ${environment.name}, so there is nothing to attest`, fix: `npx slipway publish --env ${environment.name} --system ${system}   (or --bundle <id>)` });
}

/**
 * What was checked ran when it was checked. What was published since and has other manifests may be
 * what answered, or not: a result that nobody can place proves nothing.
 */
function refuseUnclear({ system, environment: { name }, ledgers, check }: Situation, published: PublishedState): void {
  // Of the build no environment decides, and what says that it runs is about what is published.
  if ([...ABOUT_BUNDLE, 'deployed', 'ready'].includes(check)) return;
  const ran = ledgers.find(({ environment }) => environment === name)?.evidence.evidence.findLast((one) => one.check === 'deployed' || one.check === 'ready');
  if (ran === undefined || ran.bundle === published.bundle || ran.tree === published.tree) return;
  const line = (id: string): string => `npx slipway attest ${system} --env ${name} --check ${check} --bundle ${id.slice(0, 12)}`;
  throw new UserError({ message: `${published.version} (bundle ${published.bundle.slice(0, 12)}) is published in ${name} and was not verified yet, and ${ran.version} (bundle ${ran.bundle.slice(0, 12)}) ran there before: nobody can tell which of them was checked`, allowed: 'to name it', fix: `${line(ran.bundle)}   (or ${published.bundle.slice(0, 12)})` });
}

/** What a promotion would take, were it approved. */
function approvable({ system, environment, environments, ledgers, attesters }: Situation, from: string): string {
  const known = (name: string) => knownEnvironment(ledgers.find((ledger) => ledger.environment === name)!);
  const sources = environments.filter(({ stage }) => stage === from).map(({ name }) => known(name));
  const requires = environment.promotion.requires.filter(({ check }) => check !== 'approvals');
  const choice = choosePromotion({ system, sources, target: known(environment.name), requires, attesters, authors: [], now: Date.now() });
  if (choice.outcome === 'promotable') return choice.chosen.bundle;
  const first = choice.outcome === 'refused' ? choice.passedOver[0] : undefined;
  if (first !== undefined) return first.bundle;
  throw new UserError({ message: `nothing of ${system} waits to be promoted from ${from} to ${environment.name}`, fix: `npx slipway ledger ${system}` });
}

function partsOf(id: string, known: ReadonlyMap<string, KnownBundle>, environment: string): KnownBundle {
  const found = known.get(id);
  if (found !== undefined) return found;
  throw new UserError({ message: `what the bundle ${id.slice(0, 12)}, published in ${environment}, is made of cannot be told: the release file that it was published from is not in this clone, or makes another bundle`, fix: 'git fetch --unshallow origin   (or git fetch origin)' });
}
