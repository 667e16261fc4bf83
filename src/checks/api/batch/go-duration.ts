/**
 * What is wrong with a duration as the language of the API server writes it: `1h30m`, `-1.5h`, `0`.
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function goDurationError(text: string): string | undefined {
  const unsigned = text.replace(/^[+-]/, '');
  if (unsigned === '0') return undefined;
  if (unsigned === '') return `${JSON.stringify(text)} is no duration`;
  let nano = 0;
  let rest = unsigned;
  while (rest !== '') {
    const part = PART.exec(rest);
    if (part === null) return `${JSON.stringify(text)} is no duration: write such as 1h30m`;
    nano += Number(part[1]) * UNITS[part[2]!]!;
    rest = rest.slice(part[0].length);
  }
  return nano < LARGEST ? undefined : `${JSON.stringify(text)} is longer than 292 years`;
}

const PART = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)/;
const LARGEST = 2 ** 63;
const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, 'µs': 1e3, 'μs': 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
