import { type Change, type Impact, type ObjectDiff, type Risk } from '../diff/diff.ts';
import { type PairDiff } from './diff-report.ts';

/** One object of one pair that differs. */
export interface DiffEntry {
  /** The place of its pair in the report. */
  readonly pair: number;
  readonly of: PairDiff;
  readonly object: ObjectDiff;
}

/** One line of a report: what one object goes through, or many of which the same is to be said. */
export interface DiffRow {
  readonly risk: Risk;
  readonly status: ObjectDiff['status'];
  /** `Deployment`, `12 kinds`, `system`. */
  readonly kind: string;
  /** Its name, or how many there are: `app`, `× 1,000`. */
  readonly name: string;
  /** Of many, the first names, and how many more there are. */
  readonly names?: { readonly first: readonly string[]; readonly more: number };
  /** What it was called before, where it is renamed. */
  readonly former?: string;
  /** What differs, of the first entry; what differs otherwise in others is told by {@link DiffRow.others}. */
  readonly changes: readonly RowChange[];
  /** The highest first, the one to tell in the first place before others of its risk. */
  readonly impacts: readonly RowImpact[];
  /** Every object that the row is about, in the order of the report. */
  readonly entries: readonly DiffEntry[];
  /** The pairs that they are in, ascending. */
  readonly pairs: readonly number[];
  /** The line of the systems' own code that makes the object, where no line is known that set any of its fields. */
  readonly made?: RowPlace;
  /** How many other sets of values there are that changed alike. */
  readonly others: number;
  /** Of a whole system, how many objects it has. */
  readonly objects?: number;
}

/** One changed field of a row. */
export interface RowChange {
  readonly change: Change;
  /** The paths of other fields that change from the same value to the same one. */
  readonly also: readonly string[];
  /** The line that set it. */
  readonly from?: RowPlace;
}

/** Where something was written, in the first entry that knows it, and how many other places there are. */
export interface RowPlace {
  readonly place: string;
  readonly others: number;
}

/** What a row does. */
export interface RowImpact extends Pick<Impact, 'id' | 'risk' | 'source'> {
  readonly direction?: NonNullable<Impact['direction']>;
  /** Why, without the name of the object that the row is about; several where they differ. */
  readonly reasons: readonly string[];
  /** How many other reasons there are. */
  readonly more: number;
  readonly wayOut?: string;
}
