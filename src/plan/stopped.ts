import { type SyncCall } from '../argocd/sync/sync-call.ts';
import { type Breach } from './invariant.ts';
import { type ModelCluster } from './model-cluster.ts';
import { named } from './words.ts';

/** How a sync ended; `Hangs`: it did not. */
export type Ending = 'Succeeded' | 'Failed' | 'Hangs';

/** What a sync that has not succeeded says of itself. */
export interface Stop {
  readonly ending: Ending;
  /** Keys of what it waited for last, or what failed. */
  readonly waitsFor: readonly string[];
  readonly why: SyncCall['why'];
  readonly message: string;
}

/** Why a sync has not succeeded, and about which object that is. */
export function stopped(cluster: ModelCluster, { ending, waitsFor: [key = ''], why: waits, message }: Stop): Breach {
  if (ending === 'Hangs' && waits === 'confirmation') return { key, what: `the sync waits until somebody agrees that ${named(key)} is deleted`, fix: 'agree to it in Argo CD (argocd app confirm-deletion), or keep the object' };
  const ends = ending === 'Hangs' ? `the sync waits for ${named(key)} for ever` : `the sync fails: ${message}`;
  const why = key === '' ? undefined : whyNot(cluster, key, ending);
  return { key, what: why === undefined ? ends : `${ends}: ${why}` };
}

/** Why an object does not come to the state that a sync waits for. */
function whyNot(cluster: ModelCluster, key: string, ending: Ending): string | undefined {
  const run = cluster.runs.get(key)?.starting ?? cluster.jobs.get(key);
  const missing = run === undefined ? undefined : cluster.missingFor(run);
  if (missing !== undefined) return `its pods need ${missing}, which is not there yet`;
  // One that is refused was never waited for.
  return ending === 'Hangs' && key.startsWith('/PersistentVolumeClaim/') ? 'no pod that mounts it has been applied yet' : undefined;
}
