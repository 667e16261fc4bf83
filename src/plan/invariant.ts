import { type ModelCluster } from './model-cluster.ts';
import { type ReleaseSet } from './release-set.ts';

/** Something that must be true of the cluster at every moment of every story. */
export interface Invariant {
  /** Also the name of its file, and of its waiver. */
  readonly id: string;
  /** What goes wrong where it doesn't hold, as half a sentence. */
  readonly why: string;
  readonly source: string;
  /** Must bear any state; says what is broken now. */
  readonly check: (moment: Moment) => Iterable<Breach>;
}

/** The cluster at one moment of a story. */
export interface Moment {
  readonly cluster: ModelCluster;
  /** The release that the sync brings. */
  readonly target: ReleaseSet;
}

/** One thing that is broken. */
export interface Breach {
  /** The key of the object that it is about. */
  readonly key: string;
  /** What is broken, as the end of a story: `ConfigMap settings-1 is gone, and a pod of Deployment web that restarts cannot start`. */
  readonly what: string;
  /** What to do, where one thing does it. */
  readonly fix?: string;
}
