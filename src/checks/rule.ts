import { type Subject } from './subject.ts';

/** What a rule has to say about one place in a manifest. */
export interface Finding {
  /** Where in the manifest: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** What is wrong, in Kubernetes' terms, with the value got. */
  readonly message: string;
  /** What to write instead. */
  readonly fix?: string;
}

/**
 * One thing that must hold of a manifest. The set it belongs to is there for rules about several
 * objects: such a rule, too, is asked about each object in turn and speaks about that object only,
 * so that every finding has one place.
 */
export interface Rule {
  /** Also the name of its file, of its export in camel case, of its waiver and of its page. */
  readonly id: string;
  /** An `error` breaks something; a `warning` only makes something worse. */
  readonly severity: Severity;
  /** What goes wrong where the rule does not hold, as half a sentence. */
  readonly why: string;
  /** Where the rule comes from, as a link. */
  readonly source: string;
  /**
   * The kinds it is asked about, as `group/Kind`; the core group is empty: `/Service`.
   * @default every kind
   */
  readonly kinds?: readonly string[];
  /** Must bear any JSON below `metadata`: a manifest may come from anywhere. */
  readonly check: (subject: Subject) => Iterable<Finding>;
}

/** How much a finding weighs. */
export type Severity = 'error' | 'warning';
