import { type Evidence, timeOf } from '../evidence/evidence.ts';
import { standingOf } from './standing.ts';

/** How long a bundle has run where it comes from. */
export interface Soak {
  /** Longest uninterrupted run that ended well or still lasts, in whole seconds. */
  readonly seconds: number;
  /** The line that the run that still lasts began with; absent when the bundle does not run there now, or not well. */
  readonly since?: Evidence | undefined;
}

/** What is published in an environment. */
export interface Live {
  /** Id of the bundle. */
  readonly bundle: string;
  /** Git tree of its manifests. */
  readonly tree: string;
}

/** Checks that tell what runs. */
const RUNNING = ['deployed', 'ready'];

/**
 * How long a bundle has run in an environment. It counts from the first `ready` pass; a `fail` of
 * `deployed` or `ready` forgets everything before it, and another bundle there ends the run, unless
 * it renders the very same manifests: a definition that changes nothing here interrupts nothing.
 *
 * @param evidence what is known of the environment, oldest first
 * @param live what is published there now
 * @param now milliseconds since 1970
 */
export function soakOf(bundle: string, evidence: readonly Evidence[], live: Live | undefined, now: number): Soak {
  const about = new Set(standingOf(bundle, evidence).evidence);
  let longest = 0;
  let begin: { readonly evidence: Evidence; readonly at: number } | undefined;
  let latest = 0;
  const end = (at: number): void => {
    if (begin !== undefined) longest = Math.max(longest, at - begin.at);
    begin = undefined;
  };
  for (const one of evidence) {
    if (!RUNNING.includes(one.check)) continue;
    if (!about.has(one) && (begin === undefined || one.tree !== begin.evidence.tree)) {
      end(timeOf(one));
      continue;
    }
    // Attesters tell the time, and the chain the order: a clock that is behind must not lengthen the run.
    latest = Math.max(latest, timeOf(one));
    if (one.result === 'fail') {
      begin = undefined;
      longest = 0;
    } else if (one.check === 'ready') begin ??= { evidence: one, at: latest };
  }
  const runs = live === undefined || live.bundle === bundle || live.tree === begin?.evidence.tree;
  const since = runs ? begin?.evidence : undefined;
  // Replaced since, nobody knows when: certain is only that it ran at its last evidence.
  end(runs ? now : latest);
  return { seconds: Math.max(0, Math.floor(longest / 1000)), since };
}
