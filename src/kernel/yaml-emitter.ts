import type { Json, Manifest } from './manifest.ts';
import { UserError } from './problem.ts';
import { findUnwritable, isPlainMap, Unwritable } from './unwritable.ts';
import { encodeLiteralBlock, encodeString } from './yaml-scalar.ts';

/**
 * One manifest as a YAML document that begins with `---`, so that files can be joined: apiVersion,
 * kind and metadata first, all other keys sorted by code unit at every level, lists as they are.
 * It is made for the parser of the Kubernetes API machinery and reads the same everywhere else.
 * @throws {UserError} naming every path that holds something JSON cannot carry
 */
export function emitManifest(manifest: Manifest): string {
  return flat(write(manifest, () => `---\n${mapLines(manifest as JsonMap, '', '', manifestKeys(manifest))}`));
}

/**
 * A value as one YAML document without a marker, keys sorted by code unit: what `emitManifest`
 * writes, for anything else. `-0` is written `0`, as JSON does.
 * @throws {UserError} naming every path that holds something JSON cannot carry
 */
export function emitYaml(value: Json): string {
  return write(value, () => {
    if (Array.isArray(value)) return value.length === 0 ? '[]\n' : listLines(value, '', '');
    if (typeof value === 'object' && value !== null) {
      const keys = sortedKeys(value as JsonMap);
      return keys.length === 0 ? '{}\n' : mapLines(value as JsonMap, '', '', keys);
    }
    // At the root, parsers count the indentation of a literal block differently.
    return `${typeof value === 'string' ? encodeString(value) : scalar(value)}\n`;
  });
}

/**
 * The same text in one piece. V8 keeps a joined string as a tree of its parts, dozens of times the size of the text,
 * until somebody looks inside.
 */
function flat(text: string): string {
  text.charCodeAt(0);
  return text;
}

type JsonMap = { readonly [key: string]: Json };

/** Deepest nesting written: parsers give up beyond some depth, and a cycle ends here. */
const DEEPEST = 200;

/** Longest key on the line of its value: the YAML specification allows 1,024 characters. */
const LONGEST_SIMPLE_KEY = 1000;

function write(value: unknown, emit: () => string): string {
  try {
    return emit();
  } catch (error) {
    if (!(error instanceof Unwritable)) throw error;
    throw new UserError(findUnwritable(value, DEEPEST), { cause: error });
  }
}

const FIRST_KEYS = ['apiVersion', 'kind', 'metadata'];

function manifestKeys(manifest: Manifest): string[] {
  const keys = sortedKeys(manifest as JsonMap);
  return [...FIRST_KEYS.filter((key) => keys.includes(key)), ...keys.filter((key) => !FIRST_KEYS.includes(key))];
}

/** @param lead what stands before the first line: the padding, or nothing after `- ` */
function mapLines(map: JsonMap, pad: string, lead: string, keys: readonly string[]): string {
  let out = '';
  let before = lead;
  for (const key of keys) {
    const encoded = encodeString(key);
    out += encoded.length > LONGEST_SIMPLE_KEY ? `${before}? ${encoded}\n${pad}:` : `${before}${encoded}:`;
    out += valueAfter(map[key]!, pad);
    before = pad;
  }
  return out;
}

function listLines(list: readonly Json[], pad: string, lead: string): string {
  let out = '';
  let before = lead;
  const inner = `${pad}  `;
  for (let i = 0; i < list.length; i++) {
    const item = list[i]!;
    out += `${before}-`;
    before = pad;
    if (typeof item !== 'object' || item === null) {
      out += valueAfter(item, pad);
    } else if (Array.isArray(item)) {
      if (item.length === 0) out += ' []\n';
      else out += ` ${listLines(item, within(inner), '')}`;
    } else {
      const keys = sortedKeys(item as JsonMap);
      out += keys.length === 0 ? ' {}\n' : ` ${mapLines(item as JsonMap, within(inner), '', keys)}`;
    }
  }
  return out;
}

function valueAfter(value: Json, pad: string): string {
  if (typeof value === 'string') {
    if (value.includes('\n')) {
      const block = encodeLiteralBlock(value, `${pad}  `);
      if (block !== undefined) return ` ${block}`;
    }
    return ` ${encodeString(value)}\n`;
  }
  if (typeof value !== 'object' || value === null) return ` ${scalar(value)}\n`;
  const inner = `${pad}  `;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${listLines(value, within(inner), inner)}`;
  const keys = sortedKeys(value as JsonMap);
  return keys.length === 0 ? ' {}\n' : `\n${mapLines(value as JsonMap, within(inner), inner, keys)}`;
}

function scalar(value: Exclude<Json, string | object> | null): string {
  if (typeof value === 'number') return encodeNumber(value);
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  throw new Unwritable();
}

/** YAML 1.1 takes a number with an exponent for a float only when it has a dot and a signed exponent. */
function encodeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Unwritable();
  const text = String(value);
  if (!text.includes('e')) return text;
  return text.includes('.') ? text : text.replace('e', '.0e');
}

function within(pad: string): string {
  if (pad.length > DEEPEST * 2) throw new Unwritable();
  return pad;
}

function sortedKeys(map: JsonMap): string[] {
  if (!isPlainMap(map)) throw new Unwritable();
  const keys = Object.keys(map);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort();
  return keys;
}
