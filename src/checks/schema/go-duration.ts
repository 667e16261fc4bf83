/** A duration of Go's syntax (`1h30m`, `-1.5s`) in nanoseconds; undefined when the text is none, or too long for Go. */
export function goDuration(text: string): bigint | undefined {
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
  return nanos > MOST ? undefined : match[1] === '-' ? -nanos : nanos;
}

/** Whether Go reads a text as a duration. */
export function isGoDuration(text: string): boolean {
  return goDuration(text) !== undefined;
}

const LONGEST = 200;
const MOST = 2n ** 63n - 1n;
const FORM = /^([+-]?)(0|(?:[0-9]*(?:\.[0-9]*)?(?:ns|us|µs|μs|ms|s|m|h))+)$/;
const PART = /([0-9]*)(?:\.([0-9]*))?(ns|us|µs|μs|ms|s|m|h)/g;
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
