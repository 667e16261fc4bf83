import { type DeletionNote } from './consent.ts';
import { type LeftOut } from './publish-request.ts';

/** What became of a publish. */
export interface PublishResult {
  /**
   * `published`: there is a commit, made by this run; `unchanged`: nothing differs; `superseded`:
   * all of it is published already, from newer commits; `proposed`: there is a commit on a branch
   * of its own; `compared`: what would be.
   */
  readonly outcome: 'published' | 'unchanged' | 'superseded' | 'proposed' | 'compared';
  /** The repository, without credentials. */
  readonly repository: string;
  /** The branch that was, or would be, moved. */
  readonly branch: string;
  /** The branch that Argo CD follows. */
  readonly base: string;
  readonly revision: string;
  /** The commit that this run made, where it made one. */
  readonly commit?: string;
  /** Which retry the commit is, where it has the tree of the one before. */
  readonly retry?: number;
  /** By environment, then system. */
  readonly pairs: readonly PairResult[];
  /** Pairs of which everything stays as it is, by environment, then system. */
  readonly leftOut: readonly LeftOut[];
  /** Changed files that belong to no pair's folder. */
  readonly besides: readonly FileChange[];
  /** Consents that are of no use. */
  readonly notes: readonly DeletionNote[];
  /** What lies below `argocd/` and nobody published, where everything is published; it is left as it is. */
  readonly foreign: readonly string[];
  /** The message of the commit, made or to be made. */
  readonly message?: string;
}

/** What became of one pair. */
export interface PairResult {
  readonly environment: string;
  readonly system: string;
  readonly outcome: 'changed' | 'unchanged' | 'superseded' | 'removed' | 'retried';
  readonly version: string;
  readonly bundle: string;
  readonly definition: string;
  /** Git tree of its folder; of a superseded one the published one, of a removed one empty. */
  readonly tree: string;
  /** Why it was passed over. */
  readonly reason?: string;
  /** Sorted by file. */
  readonly changes: readonly FileChange[];
}

/** A file and what became of it. */
export interface FileChange {
  /** Name inside the pair's folder, or the whole path. */
  readonly file: string;
  readonly change: 'added' | 'changed' | 'removed';
}
