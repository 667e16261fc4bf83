/**
 * The functions of Kubernetes' CEL by name, with the shape of what they return where it is always the same.
 * Authorizer's and those of patches are there for admission alone, and are told apart by what they are called on.
 * @see https://kubernetes.io/docs/reference/using-api/cel/#cel-options-language-features-and-libraries
 */
import { BOOL, type CelShape, DYN, INT, listShape, STRING, TYPE, UNKNOWN } from './cel-shape.ts';

const named = (shape: CelShape, names: string): readonly (readonly [string, CelShape])[] => names.split(' ').map((name) => [name, shape] as const);

/** What the API server knows to call, the operators aside. */
export const CEL_CALLS: ReadonlyMap<string, CelShape> = new Map<string, CelShape>([
  ...named(BOOL, 'allowed bool contains containsCIDR containsIP endsWith errored hasValue ip.isCanonical isCIDR isGlobalUnicast isGreaterThan isIP isInteger isLessThan isLinkLocalMulticast isLinkLocalUnicast isLoopback isQuantity isSemver isSorted isURL isUnspecified matches sets.contains sets.equivalent sets.intersects startsWith'),
  ...named(INT, 'asInteger compareTo family getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds getMinutes getMonth getSeconds indexOf int lastIndexOf major minor patch prefixLength sign size'),
  ...named(STRING, 'charAt error find format getEscapedPath getHost getHostname getPort getScheme join jsonpatch.escapeKey lowerAscii reason replace string strings.quote substring trim upperAscii'),
  ...named(listShape(STRING), 'findAll split'),
  ...named(DYN, 'dyn'),
  ['type', TYPE],
  ['bytes', { is: 'bytes' }],
  ['double', { is: 'double' }],
  ['asApproximateFloat', { is: 'double' }],
  ['uint', { is: 'uint' }],
  ['duration', { is: 'duration' }],
  ['timestamp', { is: 'timestamp' }],
  ...named(UNKNOWN, 'add check cidr distinct fieldSelector first flatten getQuery group ip labelSelector last lists.range masked max min name namespace optional.none optional.of optional.ofNonZeroValue optional.unwrap or orValue path quantity resource reverse semver serviceAccount slice sort sub subresource sum unwrapOpt url validate value'),
  ...named(UNKNOWN, 'format.byte format.date format.datetime format.dns1035Label format.dns1035LabelPrefix format.dns1123Label format.dns1123LabelPrefix format.dns1123Subdomain format.dns1123SubdomainPrefix format.labelValue format.named format.qualifiedName format.uri format.uuid'),
]);

/** What functions of text are called on is text. */
export const TEXT_METHODS: ReadonlySet<string> = new Set(['charAt', 'endsWith', 'find', 'findAll', 'lowerAscii', 'matches', 'replace', 'split', 'startsWith', 'substring', 'trim', 'upperAscii']);

/** Macros with the number of their arguments: what has another number is a call of a function that isn't there. */
export const MACRO_ARGS: ReadonlyMap<string, readonly number[]> = new Map([
  ['all', [2, 3]],
  ['exists', [2, 3]],
  ['exists_one', [2, 3]],
  ['existsOne', [3]],
  ['map', [2, 3]],
  ['filter', [2]],
  ['optMap', [2]],
  ['optFlatMap', [2]],
  ['transformList', [3, 4]],
  ['transformMap', [3, 4]],
  ['transformMapEntry', [3, 4]],
  ['sortBy', [2]],
]);

/** The names of types. */
export const CEL_TYPES: ReadonlySet<string> = new Set(['bool', 'bytes', 'double', 'int', 'list', 'map', 'null_type', 'string', 'type', 'uint', 'dyn']);
/** What the names of more types begin with. */
export const CEL_SPACES: ReadonlySet<string> = new Set(['google', 'kubernetes', 'net', 'optional_type']);
