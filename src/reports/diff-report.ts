import { type Diff, higherRisk, type ObjectDiff, type Risk } from '../diff/diff.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type PairProof } from './pair-proof.ts';

/** What `slipway diff` found: every pair of environment and system that is on either side. */
export interface DiffReport {
  /** What is compared, in words: `dist of main at 1f2e3d4`. */
  readonly before: string;
  readonly after: string;
  /** `change`: the second side comes over the first. `environments`: two that stand side by side. `live`: the first side is a cluster. */
  readonly mode: 'change' | 'environments' | 'live';
  /** By environment, then system. */
  readonly pairs: readonly PairDiff[];
  /** What the reader must know besides, each one sentence. */
  readonly notes: readonly string[];
}

/** What differs in one system of one environment, or between two folders of anybody's. */
export interface PairDiff {
  /** Empty where it is not known. */
  readonly environment: string;
  /** Empty where it is not known. */
  readonly system: string;
  /** `added` and `removed` where all of it comes or goes. */
  readonly status: 'added' | 'removed' | 'changed' | 'same';
  readonly diff: Diff;
  /** Where what differs was written, by the key of its object. */
  readonly origins: ReadonlyMap<string, ObjectOrigin>;
  /** How many differences are as the two environments' own values have it; for `environments` alone. */
  readonly expected?: ExpectedDifferences;
  /** What serves on the way from one side to the other; absent where nobody asked, or slipway rendered neither side. */
  readonly proof?: PairProof;
}

/** Differences that the values of two environments explain. */
export interface ExpectedDifferences {
  readonly objects: number;
  readonly changes: number;
  /** The lines that explain them: what was written, on either side. */
  readonly because: readonly string[];
}

/** Where an object and its fields were written, as far as that is known. */
export interface ObjectOrigin {
  /** The file that holds the object, and where in it. */
  readonly file?: WrittenAt;
  /** The line of the system's own code that makes it. */
  readonly made?: WrittenAt;
  /** The lines that set its fields, by the path of the change. */
  readonly fields: ReadonlyMap<string, WrittenAt>;
  /** The object on both sides, for reports that show the whole of it; absent of a Secret. */
  readonly before?: Manifest;
  readonly after?: Manifest;
}

/** A place in a file. */
export interface WrittenAt {
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
}

/** The notes of a report, and of its pairs with where they are: what the same is said of in many pairs is said once. */
export function notesOf({ notes, pairs }: Pick<DiffReport, 'notes' | 'pairs'>): string[] {
  const places = new Map<string, string[]>();
  for (const { environment, system, diff } of pairs) {
    for (const note of diff.notes ?? []) places.set(note, [...(places.get(note) ?? []), [environment, system].filter((name) => name !== '').join(' / ')]);
  }
  return [...notes, ...[...places].map(([note, [first = '', ...more]]) => `${first === '' ? '' : `${first}${more.length === 0 ? '' : ` and ${more.length} more`}: `}${note}`)];
}

/** The highest risk of a report. */
export function riskOf({ pairs }: Pick<DiffReport, 'pairs'>): Risk {
  return pairs.reduce<Risk>((risk, { diff }) => higherRisk(risk, diff.risk), 'none');
}

/** Whether anything differs that is not expected to. */
export function isDifferent({ pairs }: Pick<DiffReport, 'pairs'>): boolean {
  return pairs.some(({ diff }) => diff.objects.length > 0);
}

/** A place as people write it: `overlays/shop/base.yaml:14`. */
export function placeText({ file, line }: WrittenAt): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** The key an object's origin is found by. */
export function originKey({ object: { group, kind, namespace, name } }: Pick<ObjectDiff, 'object'>): string {
  return `${group}/${kind}/${namespace}/${name}`;
}
