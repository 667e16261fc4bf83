import { type EvidenceLine, type LedgerReport } from './ledger-report.ts';

/** The ledger of a system as `slipway.ledger/v1`. */
export function ledgerJson({ system, environments }: LedgerReport): object {
  return {
    schema: 'slipway.ledger/v1',
    system,
    environments: environments.map(({ environment, live, evidence, waiting, verify, approved, faults, damaged, restore, doubt }) => ({
      environment,
      live: live === undefined ? null : { version: live.version, bundle: live.bundle, definition: live.definition, revision: live.revision, commit: live.commit, since: live.since ?? null },
      evidence: evidence.map(lineJson),
      waiting: waiting.map(lineJson),
      verify,
      approved: approved.map((line) => ({ version: line.version, ...lineJson(line) })),
      faults: faults.map(({ kind, place, message, acknowledged, fix }) => ({ kind, place, message, acknowledged: acknowledged ?? null, fix })),
      damaged,
      doubt: doubt ?? null,
      restore,
    })),
  };
}

function lineJson({ check, result, by, at, run, bundle }: EvidenceLine): object {
  return { check, result, by, at, run, bundle };
}
