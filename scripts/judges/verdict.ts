/** How our output stands before one check of a judge. */
export type Verdict =
  /** It passes, and these rules of ours hold it to that. */
  | { readonly kind: 'passed'; readonly rules: readonly string[]; readonly note?: string }
  /** It passes because constructs write it so; no rule asks for it. */
  | { readonly kind: 'built in'; readonly note: string }
  /** The check is about something that our output never holds, or asks for what is no property of an object. */
  | { readonly kind: 'not applicable'; readonly note: string }
  /** It does not pass, and should not. */
  | { readonly kind: 'waived'; readonly note: string };

/** Passed, held by rules. */
export function by(...rules: readonly string[]): Verdict {
  return { kind: 'passed', rules };
}

/** Passed, held by rules, with something to add. */
export function byWith(note: string, ...rules: readonly string[]): Verdict {
  return { kind: 'passed', rules, note };
}

/** Passed by construction. */
export function builtIn(note: string): Verdict {
  return { kind: 'built in', note };
}

/** Not applicable. */
export function none(note: string): Verdict {
  return { kind: 'not applicable', note };
}

/** Waived. */
export function waived(note: string): Verdict {
  return { kind: 'waived', note };
}

/** A judge and how our output stands before each of its checks. */
export interface Judge {
  readonly name: string;
  /** The version whose checks these are. */
  readonly version: string;
  readonly link: string;
  readonly checks: Readonly<Record<string, Verdict>>;
}
