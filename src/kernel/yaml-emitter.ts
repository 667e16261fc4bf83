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
  return flat(write(manifest, () => `---\n${mapLines(manifest as JsonMap, 0, 0, manifestKeys(manifest))}`));
}

/**
 * A value as one YAML document without a marker, keys sorted by code unit: what `emitManifest`
 * writes, for anything else. `-0` is written `0`, as JSON does.
 * @throws {UserError} naming every path that holds something JSON cannot carry
 */
export function emitYaml(value: Json): string {
  return write(value, () => {
    if (Array.isArray(value)) return value.length === 0 ? '[]\n' : listLines(value, 0, 0);
    if (typeof value === 'object' && value !== null) {
      const keys = sortedKeys(value as JsonMap);
      return keys.length === 0 ? '{}\n' : mapLines(value as JsonMap, 0, 0, keys);
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
  const first = FIRST_KEYS.filter((key) => keys.includes(key));
  for (const key of keys) if (!FIRST_KEYS.includes(key)) first.push(key);
  return first;
}

/**
 * @param depth of the lines, by two spaces each
 * @param lead the depth of the first line: the same, or none after `- `
 */
function mapLines(map: JsonMap, depth: number, lead: number, keys: readonly string[]): string {
  let out = '';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    out += keyAt(i === 0 ? lead : depth, key, depth);
    out += valueAfter(map[key]!, depth);
  }
  return out;
}

function listLines(list: readonly Json[], depth: number, lead: number): string {
  let out = '';
  for (let i = 0; i < list.length; i++) {
    const item = list[i]!;
    out += i === 0 ? dashAt(lead) : dashAt(depth);
    if (typeof item !== 'object' || item === null) {
      out += valueAfter(item, depth);
    } else if (Array.isArray(item)) {
      if (item.length === 0) out += ' []\n';
      else out += ` ${listLines(item, within(depth + 1), 0)}`;
    } else {
      const keys = sortedKeys(item as JsonMap);
      out += keys.length === 0 ? ' {}\n' : ` ${mapLines(item as JsonMap, within(depth + 1), 0, keys)}`;
    }
  }
  return out;
}

function valueAfter(value: Json, depth: number): string {
  if (typeof value === 'string') {
    if (value.includes('\n')) {
      const block = encodeLiteralBlock(value, padOf(depth + 1));
      if (block !== undefined) return ` ${block}`;
    }
    return restOfLine(value);
  }
  if (typeof value !== 'object' || value === null) return ` ${scalar(value)}\n`;
  if (Array.isArray(value)) return value.length === 0 ? ' []\n' : `\n${listLines(value, within(depth + 1), depth + 1)}`;
  const keys = sortedKeys(value as JsonMap);
  return keys.length === 0 ? ' {}\n' : `\n${mapLines(value as JsonMap, within(depth + 1), depth + 1, keys)}`;
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

function within(depth: number): number {
  if (depth > DEEPEST) throw new Unwritable();
  return depth;
}

function sortedKeys(map: JsonMap): string[] {
  if (!isPlainMap(map)) throw new Unwritable();
  const keys = Object.keys(map);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort();
  return keys;
}

const PADS: string[] = [];

function padOf(depth: number): string {
  return (PADS[depth] ??= flat('  '.repeat(depth)));
}

const DASHES: string[] = [];

function dashAt(depth: number): string {
  return (DASHES[depth] ??= flat(`${padOf(depth)}-`));
}

/** What a key begins its line with, by depth: manifests repeat the same few, and every text that need not be put together is one less to clear away. */
const KEYS: Map<string, string>[] = [];

/** @param depth of the map, at which a key that is too long for one line has its value */
function keyAt(lead: number, key: string, depth: number): string {
  const known = (KEYS[lead] ??= new Map<string, string>());
  let line = known.get(key);
  if (line !== undefined) return line;
  const encoded = encodeString(key);
  if (encoded.length > LONGEST_SIMPLE_KEY) return `${padOf(lead)}? ${encoded}\n${padOf(depth)}:`;
  line = flat(`${padOf(lead)}${encoded}:`);
  remember(known, key, line);
  return line;
}

/** The rest of a line with a string on it. */
const RESTS = new Map<string, string>();

function restOfLine(text: string): string {
  let line = RESTS.get(text);
  if (line !== undefined) return line;
  line = flat(` ${encodeString(text)}\n`);
  remember(RESTS, text, line);
  return line;
}

const LONGEST_REMEMBERED = 64;
const MOST_REMEMBERED = 4096;

function remember(known: Map<string, string>, text: string, line: string): void {
  if (text.length > LONGEST_REMEMBERED) return;
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(text, line);
}
