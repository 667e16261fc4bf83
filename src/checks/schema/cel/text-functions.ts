import { goPattern, LONGEST_MATCHED } from '../go-pattern.ts';
import { runesOf } from '../runes.ts';
import { type CelFunction } from './cel-function.ts';
import { CelError, CelNotEvaluated } from './cel-error.ts';
import { type CelMeter } from './cel-meter.ts';
import { formatted } from './text-format.ts';
import { CelList, type CelValue } from './cel-value.ts';

/** What CEL, its strings extension and Kubernetes' regex library do with texts. */
export const TEXT_FUNCTIONS: Readonly<Record<string, CelFunction>> = {
  contains: texts((text, part) => text.includes(part)),
  startsWith: texts((text, part) => text.startsWith(part)),
  endsWith: texts((text, part) => text.endsWith(part)),
  matches: texts((text, pattern) => patternOf(pattern, text).test(text)),
  find: texts((text, pattern) => patternOf(pattern, text).exec(text)?.[0] ?? ''),
  findAll: ([text, pattern, most], meter) => {
    if (typeof text !== 'string' || typeof pattern !== 'string' || (most !== undefined && typeof most !== 'bigint')) return undefined;
    spend(meter, text);
    const found = [...text.matchAll(new RegExp(patternOf(pattern, text), 'g'))].map(([match]) => match);
    return new CelList(most === undefined || most < 0n ? found : found.slice(0, Number(most)));
  },
  charAt: ([text, at]) => {
    if (typeof text !== 'string' || typeof at !== 'bigint') return undefined;
    const runes = runesOf(text);
    if (at < 0n || at > BigInt(runes.length)) throw new CelError(`index out of range: ${at}`);
    return runes[Number(at)] ?? '';
  },
  indexOf: ([text, part, from]) => (typeof text === 'string' && typeof part === 'string' ? indexIn(runesOf(text), runesOf(part), from, 1) : undefined),
  lastIndexOf: ([text, part, from]) => (typeof text === 'string' && typeof part === 'string' ? indexIn(runesOf(text), runesOf(part), from, -1) : undefined),
  lowerAscii: ([text]) => (typeof text === 'string' ? text.replace(/[A-Z]+/g, (part) => part.toLowerCase()) : undefined),
  upperAscii: ([text]) => (typeof text === 'string' ? text.replace(/[a-z]+/g, (part) => part.toUpperCase()) : undefined),
  trim: ([text]) => (typeof text === 'string' ? text.replace(SPACE, '') : undefined),
  reverse: ([text]) => (typeof text === 'string' ? runesOf(text).reverse().join('') : undefined),
  replace: ([text, from, to, most], meter) => {
    if (typeof text !== 'string' || typeof from !== 'string' || typeof to !== 'string' || (most !== undefined && typeof most !== 'bigint')) return undefined;
    return replaced(text, from, to, most === undefined ? -1 : Number(most), meter);
  },
  split: ([text, by, most], meter) => {
    if (typeof text !== 'string' || typeof by !== 'string' || (most !== undefined && typeof most !== 'bigint')) return undefined;
    spend(meter, text);
    return new CelList(splitted(text, by, most === undefined ? -1 : Number(most)));
  },
  substring: ([text, start, end]) => {
    if (typeof text !== 'string' || typeof start !== 'bigint' || (end !== undefined && typeof end !== 'bigint')) return undefined;
    const runes = runesOf(text);
    const [first, last] = [start, end ?? BigInt(runes.length)];
    if (first < 0n || last > BigInt(runes.length) || first > last) throw new CelError(`index out of range: ${first < 0n || first > last ? first : last}`);
    return runes.slice(Number(first), Number(last)).join('');
  },
  join: ([list, by], meter) => {
    if (!(list instanceof CelList) || (by !== undefined && typeof by !== 'string')) return undefined;
    const parts = list.items.map((item) => (typeof item === 'string' ? item : undefined));
    if (parts.includes(undefined)) return undefined;
    const text = parts.join(by ?? '');
    spend(meter, text);
    return text;
  },
  format: ([text, args], meter) => (typeof text === 'string' && args instanceof CelList ? formatted(text, args, meter) : undefined),
  'strings.quote': ([text]) => (typeof text === 'string' ? `"${text.replace(/[\u0007\b\f\n\r\t\v\\"]/g, (sign) => ESCAPES[sign]!)}"` : undefined),
};

/** What Unicode calls white space, at either end. */
const SPACE = /^[\p{White_Space}]+|[\p{White_Space}]+$/gu;
const ESCAPES: Readonly<Record<string, string>> = { '\u0007': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v', '\\': '\\\\', '"': '\\"' };

function texts(apply: (text: string, other: string) => CelValue): CelFunction {
  return ([text, other, more], meter) => {
    if (typeof text !== 'string' || typeof other !== 'string' || more !== undefined) return undefined;
    spend(meter, text);
    return apply(text, other);
  };
}

function spend(meter: CelMeter, text: string): void {
  meter.spend(text.length / 10);
}

function patternOf(pattern: string, text: string): RegExp {
  const compiled = text.length > LONGEST_MATCHED ? undefined : goPattern(pattern);
  if (compiled === undefined) throw new CelNotEvaluated('a pattern, or the length of a text, beyond what can be matched here');
  return compiled;
}

function indexIn(runes: readonly string[], part: readonly string[], from: CelValue | undefined, step: 1 | -1): bigint | undefined {
  if (from !== undefined && typeof from !== 'bigint') return undefined;
  if (from !== undefined && from < 0n) throw new CelError(`index out of range: ${from}`);
  if (from !== undefined && part.length > 0 && from >= BigInt(runes.length)) return -1n;
  const last = runes.length - part.length;
  const start = from === undefined ? (step === 1 ? 0 : last) : step === 1 ? Number(from) : Math.min(Number(from), last);
  for (let at = start; at >= 0 && at <= last; at += step) if (part.every((rune, index) => runes[at + index] === rune)) return BigInt(at);
  return -1n;
}

function replaced(text: string, from: string, to: string, most: number, meter: CelMeter): string {
  const parts = splitted(text, from, most < 0 ? -1 : most + 1);
  const whole = from === '' && most !== 0 ? `${to}${parts.join(to)}${most < 0 || most > parts.length ? to : ''}` : parts.join(to);
  spend(meter, whole);
  return whole;
}

/** Like Go's `strings.SplitN`: at most so many parts, the last with the rest. */
function splitted(text: string, by: string, most: number): string[] {
  if (most === 0) return [];
  const parts = by === '' ? runesOf(text) : text.split(by);
  return most < 0 || parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(by)];
}
