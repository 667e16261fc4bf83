import { openTrust } from '../../delivery/evidence/attester.ts';
import { readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { openSource } from '../../delivery/git/source-repository.ts';
import { loadOverlays } from '../../overlays/load.ts';
import { ledgerJson } from '../../reports/ledger-json.ts';
import { ledgerText } from '../../reports/ledger-text.ts';
import { type Call, type Command, type ExitCode } from '../command.ts';
import { environmentReport } from '../ledger/environment-report.ts';
import { restoringLines } from '../ledger/refuse-damage.ts';
import { environmentsOf } from '../ledger/environments-of.ts';
import { ledgerOf } from '../ledger/open-ledger.ts';
import { projectOf } from '../place.ts';
import { stateProblem } from '../release/published-bundle.ts';
import { type LedgerOptions, REPO_FLAG } from '../release/flags.ts';

/** Shows what is live where, since when, by which commit, on which evidence. */
export const command: Command<LedgerOptions> = {
  operands: [{ name: 'system', describe: 'the system' }],
  options: [REPO_FLAG],
  examples: [
    { line: 'slipway ledger capakraken', does: 'show what is live where, and why' },
    { line: 'slipway ledger capakraken -o json', does: 'the same, for a program' },
  ],
  details:
    'Evidence that does not verify is named, with its reason; then it exits 1. Where somebody who may has acknowledged\nthe line, it is shown, and goes on counting for nothing, and it exits 0. Where a file is damaged, so that nothing of\nit counts and nothing can be told by it, it exits 2.',
  run: showLedger,
};

async function showLedger(call: Call<LedgerOptions>): Promise<ExitCode> {
  const root = projectOf(call.place);
  const [system = ''] = call.operands;
  const overlays = loadOverlays({ root, systems: call.systems });
  const environments = environmentsOf(system, call.systems.map(({ name }) => name), overlays);
  const source = openSource(root);
  const store = ledgerOf(call, root, overlays);
  const trust = openTrust(overlays.attesters);
  const ledgers = await readPairs(store, system, environments.map(({ name }) => name), trust);
  const report = {
    system,
    environments: await Promise.all(
      ledgers.map(async (ledger) => {
        const restore = ledger.evidence.damaged ? await restoringLines(store, { environment: ledger.environment, system }, trust) : [];
        const doubt = ledger.published === undefined ? undefined : await stateProblem(source, ledger.published);
        return environmentReport(ledger, system, { restore, typed: call.typed, doubt });
      }),
    ),
  };
  const { answer } = call.terminal;
  answer.write(call.output === 'json' ? `${JSON.stringify(ledgerJson(report), null, 2)}\n` : ledgerText(report, answer.style));
  if (report.environments.some(({ damaged, doubt }) => damaged || doubt !== undefined)) return 2;
  return report.environments.some(({ faults }) => faults.some(({ acknowledged }) => acknowledged === undefined)) ? 1 : 0;
}
