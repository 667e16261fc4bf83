import { type Expectation, type Patience, type RevisionFacts, type Sight } from './observation.ts';
import { revisionsIn, startWatching, type Verdict, watch } from './verdict.ts';

/** What a wait needs of the world. */
export interface Surroundings {
  /** One look at Argo CD; never throws. */
  look(): Promise<Sight>;
  /** How a revision stands to the published commit; `unknown` where it cannot be told now. */
  describeRevision(revision: string): Promise<RevisionFacts>;
  /** Milliseconds since 1970. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** Told when what it waits for changes. */
  onWaiting?(what: string): void;
}

/** Between two looks, in milliseconds. */
const PAUSE = 3000;

/** Waits until it is clear what became of a publish, at most until the timeout. */
export async function awaitDeployment(expectation: Expectation, patience: Patience, world: Surroundings): Promise<Verdict> {
  const known = new Map<string, RevisionFacts>();
  let state = startWatching(world.now());
  for (;;) {
    const sight = await world.look();
    const now = world.now();
    for (const revision of revisionsIn({ ...sight, now })) {
      // A commit stays what it is; only one that nobody knew may be known by now.
      if ((known.get(revision)?.relation ?? 'unknown') === 'unknown') known.set(revision, await world.describeRevision(revision));
    }
    const before = state.waiting;
    state = watch(state, expectation, patience, { ...sight, now }, (revision) => known.get(revision) ?? { relation: 'unknown' });
    if (state.verdict !== undefined) return state.verdict;
    if (state.waiting !== before) world.onWaiting?.(state.waiting);
    await world.wait(PAUSE);
  }
}
