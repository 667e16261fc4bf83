import { type Evidence } from '../../delivery/evidence/evidence.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { type PairLedger } from '../../delivery/ledger/pair-ledger.ts';
import { standingOf, waitingOf } from '../../delivery/promotion/standing.ts';
import { type Problem } from '../../kernel/problem.ts';
import { type EvidenceLine, type LedgerEnvironment } from '../../reports/ledger-report.ts';

/**
 * What the ledger knows of one environment, as people read it: judged by what judges promotions, so
 * that what is shown as proven is proven, and what is not is said to wait.
 *
 * @param restore the lines to type that restore a damaged file
 * @param doubt what the published state says and cannot be
 * @param typed completes a line to type
 */
export function environmentReport({ environment, published, evidence: { evidence, faults, damaged } }: PairLedger, system: string, { restore = [], typed = (line) => line, doubt }: { readonly restore?: readonly string[]; readonly typed?: (line: string) => string; readonly doubt?: Problem | undefined } = {}): LedgerEnvironment {
  const live = published === undefined || published.tree === '' ? undefined : published;
  const standing = live === undefined ? undefined : standingOf(live.bundle, evidence);
  const counted = standing === undefined ? [] : [...(standing.rollback === undefined ? [] : [standing.rollback]), ...standing.evidence, ...standing.approvals];
  const waiting = live === undefined ? [] : waitingOf(live, evidence).filter((one) => !counted.includes(one));
  const place = evidencePath({ environment, system });
  return {
    environment,
    live: live === undefined ? undefined : { version: live.version, bundle: live.bundle, definition: live.definition, revision: live.revision, commit: live.commit, since: sinceOf(live.tree, evidence) },
    evidence: newestOf(evidence, counted).map(lineOf),
    waiting: newestOf(evidence, waiting).map(lineOf),
    ...(waiting.length === 0 ? {} : { verify: typed(`npx slipway verify ${system} --env ${environment}`) }),
    approved: approvedOf(evidence, live?.bundle).map((one) => ({ ...lineOf(one), version: one.version })),
    faults: faults.map(({ kind, line, message, hash, acknowledged }) => ({
      kind,
      place: `${place}:${line}`,
      message: `the line ${message}`,
      ...(acknowledged === undefined ? {} : { acknowledged }),
      ...(hash === undefined || acknowledged !== undefined ? {} : { fix: typed(`npx slipway attest ${system} --env ${environment} --check acknowledge --line ${hash.slice(0, 12)} --reason "<why it may stay>"`) }),
    })),
    damaged,
    ...(doubt === undefined ? {} : { doubt: { message: doubt.message, fix: doubt.fix ?? '' } }),
    restore: restore.map(typed),
  };
}

/** The newest of each check, and of each person an approval, in the order of the file. */
function newestOf(evidence: readonly Evidence[], about: readonly Evidence[]): Evidence[] {
  const wanted = new Set(about);
  const newest = new Map(evidence.filter((one) => wanted.has(one)).map((one) => [keyOf(one), one]));
  const shown = new Set(newest.values());
  return evidence.filter((one) => shown.has(one));
}

function keyOf({ check, by }: Evidence): string {
  return check === 'approval' ? `${check} ${by}` : check;
}

/** Words of people about bundles that have not come yet: not what is published, nor what ran since they were said. */
function approvedOf(evidence: readonly Evidence[], live: string | undefined): Evidence[] {
  const bundles = [...new Set(evidence.filter(({ check, bundle }) => check === 'approval' && bundle !== live).map(({ bundle }) => bundle))];
  const stand = bundles.flatMap((bundle) => {
    const { approvals } = standingOf(bundle, evidence);
    const ran = evidence.findLastIndex((one) => one.bundle === bundle && (one.check === 'deployed' || one.check === 'ready'));
    return newestOf(evidence, approvals.filter((one) => evidence.indexOf(one) > ran));
  });
  return evidence.filter((one) => stand.includes(one));
}

function lineOf({ check, result, by, at, run, bundle }: Evidence): EvidenceLine {
  return { check, result, by, at, run, bundle };
}

/** The first deployment of these very manifests since other ones ran there. */
function sinceOf(tree: string, evidence: readonly Evidence[]): string | undefined {
  let since: string | undefined;
  for (const one of evidence) {
    if (one.check !== 'deployed' && one.check !== 'ready') continue;
    if (one.tree !== tree) since = undefined;
    else if (one.result === 'pass') since ??= one.at;
  }
  return since;
}
