import { type CelFunction } from './cel-function.ts';
import { CelError } from './cel-error.ts';
import { CelOpaque, type CelValue, INT_MOST } from './cel-value.ts';

class CelSemver extends CelOpaque {
  readonly type = 'kubernetes.Semver';

  constructor(
    readonly numbers: readonly [bigint, bigint, bigint],
    readonly pre: readonly string[],
    readonly build: string,
  ) {
    super();
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelSemver && compare(this, other) === 0;
  }
}

/** Kubernetes' library of semantic versions. */
export const SEMVER_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  semver: ([text, lax]) => (typeof text === 'string' ? (semverOf(text, lax === true) ?? fail(text)) : undefined),
  isSemver: ([text, lax]) => (typeof text === 'string' ? semverOf(text, lax === true) !== undefined : undefined),
  major: part(({ numbers }) => numbers[0]),
  minor: part(({ numbers }) => numbers[1]),
  patch: part(({ numbers }) => numbers[2]),
  isGreaterThan: onTwo((order) => order > 0),
  isLessThan: onTwo((order) => order < 0),
  compareTo: onTwo((order) => BigInt(Math.sign(order))),
};

function part(of: (version: CelSemver) => CelValue): CelFunction {
  return ([version]) => (version instanceof CelSemver ? of(version) : undefined);
}

function onTwo(apply: (order: number) => CelValue): CelFunction {
  return ([a, b]) => (a instanceof CelSemver && b instanceof CelSemver ? apply(compare(a, b)) : undefined);
}

function fail(text: string): never {
  throw new CelError(`failed to parse semver: ${JSON.stringify(text)}`);
}

const FORM = /^(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,18})(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/;

function semverOf(text: string, lax: boolean): CelSemver | undefined {
  const match = text.length > 500 ? null : FORM.exec(lax ? normalized(text) : text);
  if (match === null) return undefined;
  const pre = match[4]?.split('.') ?? [];
  const build = match[5] ?? '';
  if (pre.some((id) => id === '' || /^0[0-9]+$/.test(id)) || (build !== '' && build.split('.').includes(''))) return undefined;
  const numbers = [BigInt(match[1]!), BigInt(match[2]!), BigInt(match[3]!)] as const;
  return numbers.some((number) => number > INT_MOST) ? undefined : new CelSemver(numbers, pre, build);
}

/** No `v`, no zeros in front, and all three numbers. */
function normalized(text: string): string {
  const [, core = '', rest = ''] = /^v?([0-9.]*)([\s\S]*)$/.exec(text)!;
  const numbers = core.split('.').map((number) => number.replace(/^0+(?=[0-9])/, ''));
  if (rest !== '' && numbers.length < 3) return text;
  while (numbers.length < 3) numbers.push('0');
  return `${numbers.join('.')}${rest}`;
}

function compare(a: CelSemver, b: CelSemver): number {
  for (const index of [0, 1, 2] as const) if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] < b.numbers[index] ? -1 : 1;
  if (a.pre.length === 0 || b.pre.length === 0) return (a.pre.length === 0 ? 1 : 0) - (b.pre.length === 0 ? 1 : 0);
  for (const [index, id] of a.pre.entries()) {
    const other = b.pre[index];
    if (other === undefined) return 1;
    const order = compareIds(id, other);
    if (order !== 0) return order;
  }
  return a.pre.length - b.pre.length;
}

function compareIds(a: string, b: string): number {
  const [x, y] = [/^[0-9]+$/.test(a), /^[0-9]+$/.test(b)];
  if (x && y) return BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0;
  if (x !== y) return x ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
