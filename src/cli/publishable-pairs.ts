import { type Git } from '../delivery/git/git.ts';
import { evidencePath, publishedPath } from '../delivery/ledger/ledger-paths.ts';
import { type LedgerStore } from '../delivery/ledger/ledger-store.ts';
import { type LeftOut } from '../delivery/publish/publish-request.ts';
import { parseState } from '../delivery/publish/published-state.ts';
import { UserError } from '../kernel/problem.ts';
import { environmentFor } from '../overlays/environment.ts';
import { type LoadedOverlays, type OverlayPair } from '../overlays/load.ts';
import { ledgerAtOnce } from './release/ledger-at-once.ts';
import { unprovenPairs } from './release/proven-pairs.ts';

/** Pairs that may be published, and those that wait for their first promotion. */
export interface PublishablePairs {
  readonly pairs: readonly OverlayPair[];
  readonly leftOut: readonly LeftOut[];
}

/** By what it is judged. */
export interface PublishableOptions {
  readonly git: Git;
  readonly ledger: LedgerStore;
  /** Environments that were asked for by name: of these nothing is left out silently. */
  readonly named: readonly string[];
}

/**
 * Which of the pairs may be published. One that is reached by promotion must be proven; one that
 * was never promoted is left out, unless its environment was asked for by name.
 *
 * @throws UserError for what is reached by promotion and did not come by one, whatever the release file says
 */
export async function publishablePairs({ pairs, environments, attesters }: LoadedOverlays, { git, ledger, named }: PublishableOptions): Promise<PublishablePairs> {
  const byName = new Map(environments.map((environment) => [environment.name, environment]));
  const sourceOf = ({ environment, system }: Pick<OverlayPair, 'environment' | 'system'>): string | undefined => environmentFor(byName.get(environment)!, system).promotion.from;
  const promoted = pairs.filter((pair) => sourceOf(pair) !== undefined);
  if (promoted.length === 0) return { pairs, leftOut: [] };
  const namesOf = (pair: OverlayPair): string[] => [pair.environment, ...environments.filter(({ stage }) => stage === sourceOf(pair)).map(({ name }) => name)];
  const places = promoted.flatMap((pair) => namesOf(pair).map((name) => ({ environment: name, system: pair.system })));
  const store = await ledgerAtOnce(ledger, places.flatMap((place) => [evidencePath(place), publishedPath(place)]));

  const waiting: OverlayPair[] = [];
  for (const pair of promoted) if (!named.includes(pair.environment) && pair.release.definition === undefined && !(await isPublished(store, pair))) waiting.push(pair);
  const problems = await unprovenPairs(promoted.filter((pair) => !waiting.includes(pair)), { git, store, environments, attesters, now: Date.now() });
  if (problems.length > 0) throw new UserError(problems);
  const stages = new Map(environments.map(({ name, stage }) => [name, stage]));
  const leftOut = waiting.map(({ environment, system, release: { version } }) => ({ environment, system, version, reason: `never promoted: npx slipway promote ${system} --from ${sourceOf({ environment, system })!} --to ${stages.get(environment)!}` }));
  return { pairs: pairs.filter((pair) => !waiting.includes(pair)), leftOut };
}

/** What runs came by a promotion once, so that a release file without a definition was changed by hand. */
async function isPublished(store: LedgerStore, pair: OverlayPair): Promise<boolean> {
  const path = publishedPath(pair);
  const text = (await store.read([path])).get(path);
  return text !== undefined && parseState(text, path).tree !== '';
}
