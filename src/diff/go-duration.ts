/**
 * A duration as Go writes it, in microseconds: `1m30s`, `1.5h`, `500ms`. Undefined for what is none, a bare
 * number included.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function goDuration(text: string): number | undefined {
  if (text.length > LONGEST || !FORM.test(text)) return undefined;
  let sum = 0;
  for (const [, number, unit] of text.matchAll(PART)) sum += Number(number) * UNITS[unit as keyof typeof UNITS];
  return Math.round(sum);
}

const LONGEST = 40;
const FORM = /^(?:[0-9]{1,12}(?:\.[0-9]{1,9})?(?:h|ms|us|m|s))+$/;
const PART = /([0-9]+(?:\.[0-9]+)?)(h|ms|us|m|s)/g;
const UNITS = { h: 3_600_000_000, m: 60_000_000, s: 1_000_000, ms: 1_000, us: 1 };
