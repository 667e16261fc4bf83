import { type Reason, type Severity } from '../checks/rule.ts';
import { type Identity } from '../kernel/manifest.ts';
import { type RuleFacts } from './rule-facts.ts';

/** What `slipway validate` found. */
export interface ValidateReport {
  /** By file, line, column, path, then rule. */
  readonly findings: readonly ReportedFinding[];
  /** In the same order. */
  readonly waived: readonly WaivedFinding[];
  readonly judged: {
    readonly objects: number;
    readonly files: number;
    /** How many rules were asked. */
    readonly rules: number;
    /** Kubernetes minors, ascending. */
    readonly kubernetes: readonly string[];
  };
  /** Only where the way from what is there now was asked for. */
  readonly proven?: ProvenWay;
  /** What was there and was not judged, or not in full, in words; sorted. */
  readonly notChecked: readonly NotChecked[];
}

/** The way from what is there now, as it was proven. */
export interface ProvenWay {
  /** What is there now, in words. */
  readonly from: string;
  readonly pairs: number;
  /** At how many points something was made to go wrong. */
  readonly points: number;
  /** Which workloads are to have another number of pods, in words. */
  readonly scaled: readonly string[];
}

/** One thing that is wrong, and where. */
export interface ReportedFinding {
  readonly rule: RuleFacts;
  readonly severity: Severity;
  readonly file: string;
  /** Counted from 1; absent where the file itself is meant. */
  readonly line?: number;
  readonly column?: number;
  /** Absent of what is no object. */
  readonly object?: Identity;
  /** Where it is known. */
  readonly environment?: string;
  /** Where it is known. */
  readonly system?: string;
  /** Where in the object. */
  readonly path: string;
  readonly message: string;
  readonly reason?: Reason;
  /** The line to type. */
  readonly fix?: string;
}

/** A finding that somebody answers for. */
export interface WaivedFinding {
  readonly finding: ReportedFinding;
  readonly waiver: { readonly reason: string; readonly owner: string; readonly expires: string; readonly file: string; readonly line: number };
}

/** Something that was not judged. */
export interface NotChecked {
  /** Such as `Widget.acme.example/v1: no schema`. */
  readonly what: string;
  readonly count: number;
}

/** Findings in reading order. */
export function compareReported(a: ReportedFinding, b: ReportedFinding): number {
  return (
    compare(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compare(a.path, b.path) ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
