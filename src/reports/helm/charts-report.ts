import { type FileChange } from '../synth-report.ts';

/** What a synth of charts did, or would do. */
export interface ChartsReport {
  /** The folder, as messages show it. */
  readonly outdir: string;
  /** Every system's charts, and those of every system that no longer exists but had some. */
  readonly charts: readonly ChartReport[];
}

/** The charts of one system. */
export interface ChartReport {
  readonly system: string;
  /** How many files they have; 0 where the system no longer exists. */
  readonly files: number;
  /** Files that were, or are, not what is rendered; sorted by path below the system's folder. */
  readonly changes: readonly FileChange[];
}
