/** What a synth did, or would do. */
export interface SynthReport {
  /** The folder, as messages show it. */
  readonly outdir: string;
  /** Every pair rendered, and every pair that no longer exists but had files. */
  readonly pairs: readonly PairReport[];
  /** What Argo CD itself needs, folder by folder. @default nothing was made for it */
  readonly argocd?: readonly FolderReport[];
}

/** One system in one environment. */
export interface PairReport {
  readonly environment: string;
  readonly system: string;
  /** How many objects it renders; 0 for a pair that no longer exists. */
  readonly objects: number;
  /** Files that were, or are, not what is rendered; sorted by name. */
  readonly changes: readonly FileChange[];
}

/** A folder that belongs to no pair. */
export interface FolderReport {
  /** Below the output folder: `argocd/projects`. */
  readonly folder: string;
  /** How many files are rendered into it. */
  readonly files: number;
  /** As those of a pair. */
  readonly changes: readonly FileChange[];
}

/** A file and why it is not what is rendered: not there, other bytes, or rendered by nothing any more. */
export interface FileChange {
  readonly file: string;
  readonly reason: 'missing' | 'differs' | 'stale';
}

/** All changes of a report. */
export function changesOf(report: SynthReport): FileChange[] {
  return [...report.pairs, ...(report.argocd ?? [])].flatMap(({ changes }) => changes);
}
