import { bundleId, bundleOf } from '../../delivery/bundle.ts';
import { canonicalJson } from '../../delivery/canonical-json.ts';
import { type Attesters, openTrust } from '../../delivery/evidence/attester.ts';
import { type Git } from '../../delivery/git/git.ts';
import { type LedgerStore } from '../../delivery/ledger/ledger-store.ts';
import { knownEnvironment, type PairLedger, readPairs } from '../../delivery/ledger/pair-ledger.ts';
import { assess } from '../../delivery/promotion/assess.ts';
import { standingOf } from '../../delivery/promotion/standing.ts';
import { requirementText } from '../../delivery/promotion/requirement.ts';
import { type Problem } from '../../kernel/problem.ts';
import { releasePath } from '../../delivery/release/release-file.ts';
import { type Environment, environmentFor } from '../../overlays/environment.ts';
import { type OverlayRelease } from '../../overlays/release.ts';
import { bundleOrigin } from './bundle-origin.ts';
import { requiredBy } from './promotion-view.ts';

/** A pair that is to be published. */
export interface PairToProve {
  readonly system: string;
  readonly environment: string;
  readonly release: OverlayRelease;
}

/** By what it is judged whether pairs are proven. */
export interface ProofSurroundings {
  readonly git: Git;
  readonly store: LedgerStore;
  readonly environments: readonly Environment[];
  readonly attesters: Attesters;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * What is wrong with release files of environments that are reached by promotion alone: written by
 * hand, or changed after they were. What is there must be a bundle that meets what the environment
 * requires, or that ran there before; and everything else in the file must be what the definition
 * holds. Environments that take releases directly are not judged.
 */
export async function unprovenPairs(pairs: readonly PairToProve[], { git, store, environments, attesters, now }: ProofSurroundings): Promise<Problem[]> {
  const problems: Problem[] = [];
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  for (const { system, environment: name, release } of pairs) {
    const place = byName.get(name);
    if (place === undefined) continue;
    const target = environmentFor(place, system);
    if (target.promotion.from === undefined) continue;
    const at = { file: releasePath(system, name) };
    const fix = `npx slipway promote ${system} --from ${target.promotion.from} --to ${target.stage}`;
    if (release.definition === undefined) {
      problems.push({ ...at, message: `${name} is reached by promotion, and this release names no definition that was verified`, fix });
      continue;
    }
    const sources = environments.filter(({ stage }) => stage === target.promotion.from);
    const ledgers = await readPairs(store, system, [...sources.map((source) => source.name), name], openTrust(attesters));
    const bundle = bundleId(bundleOf(system, release.definition, release));
    const own = ledgers.at(-1)!;
    const fault = ranThere(own, bundle) ? undefined : missing(bundle, system, target, ledgers, attesters, now);
    if (fault !== undefined) problems.push({ ...at, message: `the bundle ${bundle.slice(0, 12)} of this file was not proven: ${fault}`, fix });
    const origin = await bundleOrigin(git, system, release.definition, bundle);
    const said = ({ schemaChange = null, contracts = null }: { schemaChange?: unknown; contracts?: unknown }): string => canonicalJson({ schemaChange, contracts });
    // Nothing is known to say otherwise only where nothing is said.
    if (said(origin ?? {}) !== said(release)) problems.push({ ...at, message: `what it says of the schema and the contracts is not what the definition ${release.definition.slice(0, 12)} holds`, fix });
  }
  return problems;
}

/** A configuration change publishes what is there once more, and a rollback what was, unless it was rolled back from itself. */
function ranThere({ published, evidence: { evidence } }: PairLedger, bundle: string): boolean {
  return published?.bundle === bundle || standingOf(bundle, evidence).evidence.some((one) => one.bundle === bundle && one.result === 'pass' && (one.check === 'deployed' || one.check === 'ready'));
}

function missing(bundle: string, system: string, target: Environment, ledgers: readonly PairLedger[], attesters: Attesters, now: number): string | undefined {
  const states = assess(bundle, { system, sources: ledgers.slice(0, -1).map(knownEnvironment), target: knownEnvironment(ledgers.at(-1)!), requires: requiredBy(target), attesters, authors: [], now }, true);
  const lacking = states.filter(({ met }) => !met);
  // Where nothing is required, at least it must have run where it comes from.
  if (states.length === 0 && !ledgers.some(({ evidence: { evidence } }) => evidence.some((one) => one.bundle === bundle))) return `nothing is known of it in ${target.promotion.from}`;
  return lacking.length === 0 ? undefined : lacking.map(({ requirement, environment, found }) => `${requirementText(requirement)} in ${environment} (${found})`).join(', ');
}
