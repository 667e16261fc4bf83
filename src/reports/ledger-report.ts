/** What the ledger knows of a system. */
export interface LedgerReport {
  readonly system: string;
  /** In the order in which bundles move. */
  readonly environments: readonly LedgerEnvironment[];
}

/** What is live in one environment, and on which evidence. */
export interface LedgerEnvironment {
  readonly environment: string;
  readonly live: LiveBundle | undefined;
  /** Newest evidence of each check about what is live, and every approval; oldest first. */
  readonly evidence: readonly EvidenceLine[];
  /** Lines that do not count, in words, with their places. */
  readonly faults: readonly { readonly kind: string; readonly place: string; readonly message: string }[];
  /** Whether nothing of the file counts until it is restored. */
  readonly damaged: boolean;
}

/** What is published. */
export interface LiveBundle {
  readonly version: string;
  readonly bundle: string;
  readonly definition: string;
  /** Commit of this repository that it was published from. */
  readonly revision: string;
  /** Commit of the GitOps repository that brought it. */
  readonly commit: string;
  /** When it was first seen deployed there, RFC 3339; undefined where nobody has said so. */
  readonly since: string | undefined;
}

/** One piece of evidence. */
export interface EvidenceLine {
  readonly check: string;
  readonly result: 'pass' | 'fail';
  readonly by: string;
  readonly at: string;
  readonly run: string;
}
