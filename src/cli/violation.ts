/** A rendered file that cdk8s wants checked. */
export interface FileToValidate {
  readonly path: string;
  readonly text: string;
}

/** One thing that is wrong with one rendered object. */
export interface Violation {
  /** Id of the rule. */
  readonly rule: string;
  /** What is wrong. */
  readonly recommendation: string;
  /** The line to type. */
  readonly fix: string;
  /** The path the file was given by. */
  readonly file: string;
  /** `Kind/name`. */
  readonly resource: string;
  /** Paths of the fields it lies in. */
  readonly locations: readonly string[];
}
