/** A duration of Go's syntax (`1h30m`, `-1.5s`) in nanoseconds; undefined when the text is none, or too long for Go. */
export function goDuration(text: string): bigint | undefined {
  const nanos = nanosOf(text);
  return nanos === undefined || isTooLong(nanos) ? undefined : nanos;
}

/** What is wrong with a duration of Go's syntax, in words; undefined where nothing is. */
export function goDurationError(text: string): string | undefined {
  const nanos = nanosOf(text);
  if (nanos !== undefined) return isTooLong(nanos) ? `${JSON.stringify(text)} is longer than 292 years` : undefined;
  return `${JSON.stringify(text)} is no duration${/^[+-]?$/.test(text) ? '' : ': write such as 1h30m'}`;
}

/** Of any length. */
function nanosOf(text: string): bigint | undefined {
  const match = text.length <= LONGEST ? FORM.exec(text) : null;
  if (match === null) return undefined;
  const rest = match[2]!;
  if (rest === '0') return 0n;
  let nanos = 0n;
  for (const [, whole = '', fraction = '', unit] of rest.matchAll(PART)) {
    if (whole === '' && fraction === '') return undefined;
    const size = UNITS[unit!]!;
    nanos += BigInt(whole === '' ? 0 : whole) * size;
    if (fraction !== '') nanos += (BigInt(fraction) * size) / 10n ** BigInt(fraction.length);
  }
  return match[1] === '-' ? -nanos : nanos;
}

function isTooLong(nanos: bigint): boolean {
  return nanos > MOST || nanos < -MOST;
}

/** Whether Go reads a text as a duration. */
export function isGoDuration(text: string): boolean {
  return goDuration(text) !== undefined;
}

const LONGEST = 200;
const MOST = 2n ** 63n - 1n;
const FORM = /^([+-]?)(0|(?:[0-9]*(?:\.[0-9]*)?(?:ns|us|\u00b5s|\u03bcs|ms|s|m|h))+)$/;
const PART = /([0-9]*)(?:\.([0-9]*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/g;
const UNITS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
