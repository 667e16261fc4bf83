import { openTrust } from '../../delivery/evidence/attester.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { type PairLedger, readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { ledgerJson } from '../../reports/ledger-json.ts';
import { type LedgerEnvironment, type LiveBundle } from '../../reports/ledger-report.ts';
import { ledgerText } from '../../reports/ledger-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { restoringLines } from '../ledger/refuse-damage.ts';
import { environmentsOf } from '../ledger/environments-of.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { projectOf } from '../place.ts';
import { type LedgerOptions, REPO_FLAG } from '../release/flags.ts';

/** Shows what is live where, since when, by which commit, on which evidence. */
export const command: Command<LedgerOptions> = {
  operands: [{ name: 'system', describe: 'the system' }],
  options: [REPO_FLAG],
  examples: [
    { line: 'slipway ledger capakraken', does: 'show what is live where, and why' },
    { line: 'slipway ledger capakraken -o json', does: 'the same, for a program' },
  ],
  details: 'Evidence that does not verify is named, with its reason; then it exits 1. Where somebody who may has acknowledged\nthe line, it is shown, and goes on counting for nothing, and it exits 0.',
  run: showLedger,
};

async function showLedger(call: Call<LedgerOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const [system = ''] = call.operands;
  const overlays = loadOverlays({ root, systems: call.systems });
  const environments = environmentsOf(system, call.systems.map(({ name }) => name), overlays);
  const store = ledgerOf(call, root, overlays);
  const trust = openTrust(overlays.attesters);
  const ledgers = await readPairs(store, system, environments.map(({ name }) => name), trust);
  const report = { system, environments: await Promise.all(ledgers.map(async (ledger) => reportOf(ledger, system, ledger.evidence.damaged ? await restoringLines(store, { environment: ledger.environment, system }, trust) : []))) };
  const { answer } = call.terminal;
  answer.write(call.output === 'json' ? `${JSON.stringify(ledgerJson(report), null, 2)}\n` : ledgerText(report, answer.style));
  return report.environments.some(({ faults }) => faults.some(({ acknowledged }) => acknowledged === undefined)) ? 1 : 0;
}

function reportOf({ environment, published, evidence: { evidence, faults, damaged } }: PairLedger, system: string, restore: readonly string[]): LedgerEnvironment {
  const live = published === undefined || published.tree === '' ? undefined : published;
  // What was proven of the same manifests under another definition holds for these.
  const about = evidence.filter((one) => live !== undefined && (one.bundle === live.bundle || (one.check !== 'approval' && one.tree === live.tree)));
  const newest = new Map(about.map((one) => [one.check === 'approval' ? `${one.check} ${one.by}` : one.check, one]));
  const place = evidencePath({ environment, system });
  return {
    environment,
    live: live === undefined ? undefined : { ...(live satisfies Omit<LiveBundle, 'since'>), since: sinceOf(live.tree, evidence) },
    evidence: about.filter((one) => [...newest.values()].includes(one)).map(({ check, result, by, at, run, bundle }) => ({ check, result, by, at, run, bundle })),
    faults: faults.map(({ kind, line, message, hash, acknowledged }) => ({
      kind,
      place: `${place}:${line}`,
      message: `the line ${message}`,
      ...(acknowledged === undefined ? {} : { acknowledged }),
      ...(hash === undefined || acknowledged !== undefined ? {} : { fix: `npx slipway attest ${system} --env ${environment} --check acknowledge --line ${hash.slice(0, 12)} --reason "<why it may stay>"` }),
    })),
    damaged,
    restore,
  };
}

/** The first deployment of these very manifests since other ones ran there. */
function sinceOf(tree: string, evidence: PairLedger['evidence']['evidence']): string | undefined {
  let since: string | undefined;
  for (const one of evidence) {
    if (one.check !== 'deployed' && one.check !== 'ready') continue;
    if (one.tree !== tree) since = undefined;
    else if (one.result === 'pass') since ??= one.at;
  }
  return since;
}
