import { type ProvenWay, type ReportedFinding } from '../../reports/validate-report.ts';
import { inPairOrder } from '../manifests/pair-manifests.ts';
import { type PairFindings } from '../plan/plan-findings.ts';

/** The way from what is there now, as it was proven pair by pair. */
export interface PlannedWay {
  /** What is there now, in words. */
  readonly from: string;
  /** Where it is a commit of this repository. */
  readonly commit?: string;
  readonly pairs: readonly PlannedPair[];
}

/** The way of one pair. */
export interface PlannedPair extends PairFindings {
  readonly environment: string;
  readonly system: string;
}

/** What a verdict takes over of a way. */
export function ofWay({ from, pairs }: PlannedWay): { readonly planned: readonly ReportedFinding[]; readonly proven: ProvenWay } {
  return {
    planned: pairs.flatMap(({ findings }) => findings),
    proven: { from, pairs: pairs.length, points: pairs.reduce((sum, { points }) => sum + points, 0), scaled: pairs.flatMap(({ scaled }) => scaled) },
  };
}

/** One way of all pairs, from those of some each; undefined where none was looked at. */
export function mergedWay([first, ...more]: readonly PlannedWay[]): PlannedWay | undefined {
  return first === undefined ? undefined : { from: first.from, pairs: inPairOrder([first, ...more].flatMap(({ pairs }) => pairs)) };
}
