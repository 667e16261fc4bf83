import { type Manifest } from '../kernel/manifest.ts';
import { type ManifestSet } from './manifest-set.ts';
import { type Subject } from './subject.ts';

/** What a rule has to say about one place in a manifest. */
export interface Finding {
  /** Where in the manifest: `spec.template.spec.containers[0].image`. */
  readonly path: string;
  /** What is wrong, in Kubernetes' terms, with the value got. */
  readonly message: string;
  /** How the API server names this sort of mistake, where it would refuse the object: `Required`, `Invalid`. */
  readonly reason?: Reason;
  /** What to write instead. */
  readonly fix?: string;
  /** A name that nothing has, and the nearest that something has: whoever knows where it was written can say there what to type. */
  readonly lacks?: { readonly name: string; readonly near?: string };
}

/**
 * One thing that must hold of a manifest. The set it belongs to is there for rules about several
 * objects: such a rule, too, is asked about each object in turn and speaks about that object only,
 * so that every finding has one place.
 *
 * A rule also says what it looks at, in `kinds`, `keys`, `values` and `among`, so that it is asked only
 * where it may have something to say: most rules never are about most objects.
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
  /** The first Kubernetes minor it holds for: 33 for 1.33. @default every minor */
  readonly since?: number;
  /** The last Kubernetes minor it holds for. @default every minor */
  readonly until?: number;
  /**
   * The kinds it is asked about, as `group/Kind`; the core group is empty: `/Service`.
   * @default every kind
   */
  readonly kinds?: readonly string[];
  /**
   * What it looks for: the key of a field or annotation, or a pattern of keys. It has nothing to say
   * about a manifest in which none of them, and none of its {@link values}, stands anywhere; where they
   * stand is in the subject's `suspects`.
   * @default it may speak about any manifest
   */
  readonly keys?: readonly (string | RegExp)[];
  /** The sorts of values it looks for, like {@link keys}. */
  readonly values?: readonly ValueSort[];
  /**
   * Where one look at the whole set tells: the manifests it may have something to say about. It is
   * asked about these, of its kinds, and its keys and values don't count.
   * @default every manifest of the set
   */
  readonly among?: (set: ManifestSet) => Iterable<Manifest>;
  /** Must bear any JSON below `metadata`: a manifest may come from anywhere. */
  readonly check: (subject: Subject) => Iterable<Finding>;
}

/** A value that stands out whatever its key: `null`, or a map or list with nothing in it. */
export type ValueSort = 'null' | 'empty';

/** How much a finding weighs. */
export type Severity = 'error' | 'warning';

/**
 * The sorts of mistakes that the API server tells apart.
 *
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field#ErrorType
 */
export type Reason = 'Required' | 'Invalid' | 'Duplicate' | 'NotSupported' | 'Forbidden' | 'TooLong' | 'TooMany' | 'NotFound' | 'TypeInvalid' | 'Unknown';
