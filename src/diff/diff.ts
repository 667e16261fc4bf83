import { type Identity, type Json } from '../kernel/manifest.ts';

/** The version of the shape below. What is added keeps it; what changes its sense gets another. */
export const DIFF_SCHEMA = 'slipway.diff/v1';

/** What differs between two sets of manifests, and what it does to a cluster: plain data, the same for the same input. */
export interface Diff {
  readonly schema: typeof DIFF_SCHEMA;
  /** Every object that differs in meaning: the highest risk first, then by identity. */
  readonly objects: readonly ObjectDiff[];
  /** The highest risk of any object; `none` where nothing differs. */
  readonly risk: Risk;
  /** How many objects are compared, and how many of them differ in which way. */
  readonly counts: Counts;
  /** What all workloads ask for before and after; the same where nothing of it changes. */
  readonly capacity: { readonly before: Capacity; readonly after: Capacity };
  /** What the reader must know of the two sets besides, each one sentence: objects that are there twice, or without a namespace on one side. Absent where there is nothing. */
  readonly notes?: readonly string[];
}

/** How many objects are in either set, and what becomes of them. */
export interface Counts {
  readonly compared: number;
  readonly added: number;
  readonly removed: number;
  readonly renamed: number;
  readonly changed: number;
}

/** How bad it can get, from nothing to the loss of data. */
export type Risk = (typeof RISKS)[number];

/** The risks, the lowest first. */
export const RISKS = ['none', 'low', 'medium', 'high', 'critical'] as const;

/** One object that differs. */
export interface ObjectDiff {
  readonly status: 'added' | 'removed' | 'renamed' | 'changed';
  readonly apiVersion: string;
  /** The object as it is named after; before, where it goes. */
  readonly object: Identity;
  /** What it was called before, where it is renamed. */
  readonly former?: Identity;
  /** What differs in it, in the order of its fields. Empty for an object added or removed. */
  readonly changes: readonly Change[];
  /** What that does, the highest risk first; at least one. */
  readonly impacts: readonly Impact[];
  /** The highest risk of its impacts. */
  readonly risk: Risk;
}

/** One step of the way to a value: a field, an index of a list, or the keys of an item of a keyed list. */
export type Step = string | number | { readonly where: Readonly<Record<string, Json>> };

/** One value that differs. */
export interface Change {
  /** As people write it: `spec.template.spec.containers[app].image`. */
  readonly path: string;
  /** The same for programs. An index counts in the list before for what is removed, else in the list after. */
  readonly steps: readonly Step[];
  /** `reordered`: the items of a keyed list stand in another order, which their program may see. */
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  /** The value before, as the API server holds it: absent where it is added, or secret. The keys in order, where reordered. */
  readonly before?: Json;
  /** The value after, likewise. */
  readonly after?: Json;
  /** The value is one of a Secret, and is not told. */
  readonly secret?: true;
  /** Which lines of a text of several lines differ. */
  readonly lines?: readonly LineHunk[];
  /** What differs inside a text that is JSON or YAML; empty where only its form does. */
  readonly embedded?: readonly Change[];
}

/** Lines that differ together. */
export interface LineHunk {
  /** The first line of `removed` in the text before, from 1; where nothing is removed, the line it would stand at. */
  readonly beforeLine: number;
  /** The first line of `added` in the text after. */
  readonly afterLine: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The ids of everything a change can do. */
export type ImpactId =
  | 'no-effect'
  | 'metadata-only'
  | 'created'
  | 'in-place'
  | 'scale'
  | 'rolling-restart'
  | 'recreated'
  | 'held'
  | 'immutable-field'
  | 'refused-in-transition'
  | 'refused-as-invalid'
  | 'refused-by-apply'
  | 'pruned'
  | 'data-at-risk'
  | 'traffic'
  | 'access'
  | 'secret-source'
  | 'capacity'
  | 'ordering'
  | 'image';

/** One thing that a change does. */
export interface Impact {
  readonly id: ImpactId;
  readonly risk: Risk;
  /** What happens, in one sentence of plain words, with names and numbers. */
  readonly reason: string;
  /** Where that is documented, as a link. */
  readonly source: string;
  /** The paths of the changes it follows from; all of the object's, where absent. */
  readonly paths?: readonly string[];
  /** What to do instead, where it is refused or loses something. */
  readonly wayOut?: string;
  /** Whose pods are replaced, and how. */
  readonly rollout?: Rollout;
  /** How many pods there are before and after. */
  readonly replicas?: { readonly before: number; readonly after: number };
  /** The release of an image before and after. */
  readonly image?: { readonly container: string; readonly before?: string; readonly after?: string };
  /** For traffic and access: whether it becomes more or less, or just other. */
  readonly direction?: 'wider' | 'narrower' | 'other';
  /** What a workload asks for before and after. */
  readonly capacity?: { readonly before: Capacity; readonly after: Capacity };
}

/** How a workload's pods are replaced. */
export interface Rollout {
  readonly workload: string;
  /** How many pods are replaced; absent where only the cluster knows, as for a DaemonSet. */
  readonly pods?: number;
  readonly strategy: string;
  /** How many may be missing, and how many too many, as written: `25%`, `1`. */
  readonly maxUnavailable?: string;
  readonly maxSurge?: string;
  /** The budget that covers the pods, and how many it lets go at once. */
  readonly budget?: { readonly name: string; readonly allows: string };
}

/** What pods ask for together: CPU in cores, memory and storage in bytes, as quantities. */
export interface Capacity {
  /** With as many pods as there are at least. */
  readonly minimum: Demand;
  /** With as many as an autoscaler may make of them. */
  readonly maximum: Demand;
}

/** Sums by resource: the keys are `requests.cpu`, `requests.memory`, `limits.cpu`, `limits.memory`, `storage`. */
export type Demand = Readonly<Record<string, string>>;

/** The higher of two risks. */
export function higherRisk(a: Risk, b: Risk): Risk {
  return RISKS.indexOf(a) >= RISKS.indexOf(b) ? a : b;
}
