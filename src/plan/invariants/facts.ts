import { INVARIANTS } from './invariants.ts';
import { INVARIANT_EXAMPLES, type InvariantExample } from './examples.ts';
import { GATES_END } from './gates-end.ts';
import { HOOK_JOBS_END } from './hook-jobs-end.ts';

/** What is said of an invariant to who reads about it. */
export interface InvariantFacts {
  readonly id: string;
  readonly severity: 'error';
  readonly why: string;
  readonly source: string;
  readonly example?: InvariantExample;
}

const HOW_IT_SYNCS = 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/';

/** Everything that a proof looks for, in the order of the ids. */
export const INVARIANT_FACTS: readonly InvariantFacts[] = ([
  ...INVARIANTS.map(({ id, why, source }) => ({ id, severity: 'error' as const, why, source })),
  { id: GATES_END, severity: 'error' as const, why: 'the sync waits for a status that need not come, and every later commit waits with it', source: HOW_IT_SYNCS },
  { id: HOOK_JOBS_END, severity: 'error' as const, why: 'a hook that never ends holds up the sync, and every later commit with it', source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/#hook-lifecycle-and-cleanup' },
  { id: 'next-sync-proceeds', severity: 'error' as const, why: 'after a failure neither another try nor the way back goes through, so that somebody must mend the cluster by hand', source: HOW_IT_SYNCS },
  { id: 'sync-completes', severity: 'error' as const, why: 'the sync fails, waits for ever or leaves pods that do not start, although nothing went wrong', source: HOW_IT_SYNCS },
  { id: 'sync-settles', severity: 'error' as const, why: 'a sync in which nothing changed still has something to prune, and so waits for what was not to be waited for', source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#prune-last' },
] satisfies readonly InvariantFacts[])
  .map((facts) => ({ ...facts, ...(Object.hasOwn(INVARIANT_EXAMPLES, facts.id) ? { example: INVARIANT_EXAMPLES[facts.id]! } : {}) }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
