import { type LedgerReport } from './ledger-report.ts';

/** The ledger of a system as `slipway.ledger/v1`. */
export function ledgerJson({ system, environments }: LedgerReport): object {
  return {
    schema: 'slipway.ledger/v1',
    system,
    environments: environments.map(({ environment, live, evidence, faults, damaged, restore }) => ({
      environment,
      live: live === undefined ? null : { version: live.version, bundle: live.bundle, definition: live.definition, revision: live.revision, commit: live.commit, since: live.since ?? null },
      evidence: evidence.map(({ check, result, by, at, run, bundle }) => ({ check, result, by, at, run, bundle })),
      faults: faults.map(({ kind, place, message, acknowledged, fix }) => ({ kind, place, message, acknowledged: acknowledged ?? null, fix })),
      damaged,
      restore,
    })),
  };
}
