import { type Trust } from '../evidence/attester.ts';
import { type VerifiedEvidence, verifyEvidence } from '../evidence/verify-evidence.ts';
import { type KnownEnvironment } from '../promotion/assess.ts';
import { parseState, type PublishedState } from '../publish/published-state.ts';
import { evidencePath, publishedPath } from './ledger-paths.ts';
import { type LedgerStore } from './ledger-store.ts';

/** What the ledger knows of a system in an environment. */
export interface PairLedger {
  readonly environment: string;
  /** What is published; undefined where nothing is. */
  readonly published: PublishedState | undefined;
  readonly evidence: VerifiedEvidence;
}

/**
 * What the ledger knows of a system in environments, verified against every commit of its branch,
 * so that evidence cannot be taken off the end of a file unseen.
 */
export async function readPairs(store: LedgerStore, system: string, environments: readonly string[], trust: Trust): Promise<PairLedger[]> {
  const places = environments.map((environment) => ({ environment, system }));
  const files = await store.history(places.flatMap((place) => [evidencePath(place), publishedPath(place)]));
  return places.map((place): PairLedger => {
    const state = files.get(publishedPath(place))?.now;
    const { now = '', before = [] } = files.get(evidencePath(place)) ?? {};
    return {
      environment: place.environment,
      published: state === undefined ? undefined : parseState(state, publishedPath(place)),
      evidence: verifyEvidence(now, place, trust, before),
    };
  });
}

/** The same as promotion sees it. */
export function knownEnvironment({ environment, published, evidence }: PairLedger): KnownEnvironment {
  // A pair that was removed has no manifests, and nothing of it runs.
  const live = published === undefined || published.tree === '' ? undefined : { bundle: published.bundle, tree: published.tree };
  return { name: environment, evidence: evidence.evidence, live };
}
