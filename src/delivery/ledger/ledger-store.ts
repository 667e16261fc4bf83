/** The branch of published states and evidence, one file a pair of each. */
export interface LedgerStore {
  /** What files hold at one and the same commit; those that are not there are left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** What files hold at one and the same commit, and, of files of lines (`.jsonl`), what was ever taken away from them. */
  history(paths: readonly string[]): Promise<ReadonlyMap<string, FileHistory>>;
  /**
   * Adds a line to a file. When somebody else was faster, the line is made anew on what they wrote;
   * nothing is ever lost, and a line that has arrived is not added again.
   */
  append(path: string, make: MakeLine): Promise<Appended>;
}

/** A ledger that can be looked for a former version of a file. */
export interface LedgerWithPast extends LedgerStore {
  /** The newest commit after which a file fitted; undefined where none of the last ones did. */
  newest(path: string, fits: (text: string) => boolean): Promise<string | undefined>;
}

/** A file, and its past as far as it is not in it. */
export interface FileHistory {
  /** Undefined where there is none. */
  readonly now: string | undefined;
  /** What it held before each commit that took lines away, newest first. */
  readonly before: readonly string[];
}

/** Makes the line for what a file holds now (undefined: there is none yet), or nothing when none is needed. */
export type MakeLine = (current: string | undefined) => Promise<NewLine | undefined>;

/** A line to be added. */
export interface NewLine {
  /** With its line feed. */
  readonly line: string;
  /** Subject of the commit that adds it, one line. */
  readonly subject: string;
  /** Date of that commit, in seconds since 1970. */
  readonly seconds: number;
}

/** What became of a line. */
export type Appended = { readonly outcome: 'appended'; readonly commit: string } | { readonly outcome: 'unchanged' };
