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
  /** What is known of these manifests and does not count about this bundle until it is verified; oldest first. */
  readonly waiting: readonly EvidenceLine[];
  /** The line to type by which what waits will count. */
  readonly verify?: string;
  /** What people said of bundles that are not there yet; oldest first. */
  readonly approved: readonly (EvidenceLine & { readonly version: string })[];
  /** Lines that do not count, in words, with their places. */
  readonly faults: readonly LedgerFault[];
  /** What the published state says and cannot be: somebody edited it, so what is live is not known. */
  readonly doubt?: { readonly message: string; readonly fix: string };
  /** Whether nothing of the file counts until it is restored. */
  readonly damaged: boolean;
  /** The lines to type that restore it; none where it is whole. */
  readonly restore: readonly string[];
}

/** A line that does not count. */
export interface LedgerFault {
  readonly kind: string;
  readonly place: string;
  readonly message: string;
  /** Who knows of it, and why it may stay. */
  readonly acknowledged?: { readonly by: string; readonly at: string; readonly reason: string };
  /** The line to type where nobody has acknowledged it. */
  readonly fix?: string;
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
  /** Of what is live, or of another definition that made the same manifests. */
  readonly bundle: string;
}
