import { appendEvidence } from '../../delivery/evidence/append-evidence.ts';
import { notAllowed, openTrust } from '../../delivery/evidence/attester.ts';
import { type CheckResult, type Evidence, statementOf } from '../../delivery/evidence/evidence.ts';
import { isDamage } from '../../delivery/evidence/fault.ts';
import { describeFault, RESTORE } from '../../delivery/evidence/fault-problem.ts';
import { openSigner } from '../../delivery/evidence/signer.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { knownEnvironment, type PairLedger, readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { choosePromotion } from '../../delivery/promotion/choose.ts';
import { describeProblem, quoted, UserError } from '../../kernel/problem.ts';
import { type Environment } from '../../overlays/environment.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { attestJson, attestText } from '../../reports/attest-report.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { bundlesOf, type KnownBundle } from '../ledger/bundles-of.ts';
import { environmentsOf } from '../ledger/environments-of.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { projectOf } from '../place.ts';
import { REPO_FLAG } from '../release/flags.ts';

/** What `slipway attest` can be told. */
export interface AttestOptions {
  readonly env?: string;
  readonly check?: string;
  readonly result: CheckResult;
  readonly url?: string;
  readonly bundle?: string;
  readonly key?: string;
  readonly repo?: string;
  readonly dryRun?: boolean;
}

/** Records signed evidence: that a bundle passed, or failed, a check in an environment. */
export const command: Command<AttestOptions> = {
  operands: [{ name: 'system', describe: 'the system' }],
  options: [
    { flags: '--env <name>', describe: 'the environment', variable: 'SLIPWAY_ENV' },
    { flags: '--check <name>', describe: 'what was checked: e2e, ci, signed-tag, approval, or a name of your own', variable: 'SLIPWAY_ATTEST_CHECK' },
    { flags: '--result <result>', describe: 'what came of it', variable: 'SLIPWAY_ATTEST_RESULT', choices: ['pass', 'fail'], default: 'pass' },
    { flags: '--url <address>', describe: 'the run or the report', variable: 'SLIPWAY_ATTEST_URL' },
    { flags: '--bundle <id>', describe: 'what it is about, by the beginning of its id (default: what is published there; for an approval, what would be promoted)', variable: 'SLIPWAY_BUNDLE' },
    { flags: '--key <file>', describe: 'the SSH key to sign by, private, or public where the ssh-agent has it (default: what the ssh-agent has)', variable: 'SLIPWAY_SIGNING_KEY' },
    REPO_FLAG,
    { flags: '--dry-run', describe: 'show what would be recorded; nothing is signed or written', variable: 'SLIPWAY_DRY_RUN' },
  ],
  examples: [
    { line: 'slipway attest capakraken --env staging --check e2e --url https://ci.acme.example/runs/7', does: 'record that the end-to-end tests passed' },
    { line: 'slipway attest capakraken --env staging --check e2e --result fail', does: 'record that they failed, which takes an earlier pass back' },
    { line: 'slipway attest capakraken --env production --check approval', does: 'approve what would be promoted to production' },
  ],
  details: 'Who may attest what is in overlays/environments.yaml, under attesters. Said again it records nothing.',
  run: attest,
};

async function attest(call: Call<AttestOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const [system = ''] = call.operands;
  const { env = '', check = '', result, url = '', key, dryRun = false } = call.options;
  call.remark('nothing was recorded');
  checkOptions(env, check, url);
  const overlays = loadOverlays({ root, systems: call.systems });
  const environments = environmentsOf(system, call.systems.map(({ name }) => name), overlays);
  const environment = environments.find(({ name }) => name === env);
  if (environment === undefined) throw new UserError({ message: `${system} is not deployed to ${quoted(env)}`, allowed: environments.map(({ name }) => name).join(', '), fix: `--env ${environments[0]?.name ?? '<name>'}` });

  const store = ledgerOf(call, root, overlays);
  const trust = openTrust(overlays.attesters);
  const ledgers = await readPairs(store, system, environments.map(({ name }) => name), trust);
  const { talk, answer } = call.terminal;
  for (const { environment: at, evidence: { faults } } of ledgers) {
    const damage = at === env ? faults.filter(isDamage) : [];
    // What is added to a damaged file would stand in the way of restoring it.
    if (damage.length > 0) throw new UserError(damage.map((fault) => ({ ...describeFault(fault, { environment: at, system }), fix: RESTORE })));
    for (const fault of faults) talk.write(`${describeProblem(describeFault(fault, { environment: at, system }))}\n`);
  }
  const known = await bundlesOf(system, ledgers, overlays, openSource(root));
  const id = chosenId(call, { system, environment, environments, ledgers, check, attesters: overlays.attesters }, [...known.keys()]);
  const { bundle, schemaChange } = partsOf(id, known, environment.name);

  const signer = await openSigner({ keyFile: key, env: process.env }, overlays.attesters);
  const refused = notAllowed(overlays.attesters[signer.name]!, { check, environment: env, system });
  if (refused !== undefined) throw new UserError({ message: `${signer.name} ${refused}`, fix: `name ${check} and ${env} under attesters.${signer.name} in overlays/environments.yaml` });
  const now = Date.now();
  const published = ledgers.find((ledger) => ledger.environment === env)?.published;
  const carried = published?.bundle === id ? { tree: published.tree, commit: published.commit } : { tree: '', commit: '' };
  const statement = statementOf(bundle, { environment: env, ...carried, check, result, by: signer.name, run: url, now, schemaChange });

  let evidence: Evidence | undefined;
  let outcome: 'recorded' | 'known' | 'compared' = 'compared';
  if (!dryRun) {
    const appended = await store.append(evidencePath({ environment: env, system }), async (current) => {
      const made = await appendEvidence(current, statement, trust, signer.sign);
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

function checkOptions(env: string, check: string, url: string): void {
  const problems = [
    ...(env === '' ? [{ message: '--env is missing: evidence is about one environment', fix: '--env staging' }] : []),
    ...(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(check) ? [] : [{ message: check === '' ? '--check is missing' : `${quoted(check)} is no name of a check`, allowed: 'e2e, ci, signed-tag, approval, or up to 63 of a-z, 0-9 and "-"', fix: '--check e2e' }]),
    ...(url === '' || (url.length <= 2000 && /^https?:\/\/[!-~]+$/.test(url) && !/^https?:\/\/[^/?#]*@/.test(url)) ? [] : [{ message: '--url is no address that everybody may read (not shown)', allowed: 'https:// and a host, without user and password', fix: '--url https://ci.acme.example/runs/7' }]),
  ];
  if (problems.length > 0) throw new UserError(problems);
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
  if (published !== undefined && published.tree !== '') return published.bundle;
  throw new UserError({ message: `nothing of ${system} is published in ${environment.name}, so there is nothing to attest`, fix: `npx slipway publish --env ${environment.name} --system ${system}   (or --bundle <id>)` });
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
