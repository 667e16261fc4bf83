import type { Json } from './manifest.ts';
import { readUnambiguous } from './plain-scalar.ts';

type JsonMap = { [key: string]: Json };

/**
 * Reads a file that is written plainly, as nearly all files of values are: block maps and lists of
 * scalars on one line, short flow maps and lists, comments. It takes a tenth of the time of the
 * parser, which decides about everything else: `undefined` says that the file is not that plain,
 * right or wrong. What it does read, it reads as the strict dialect does.
 * @param text without a byte-order mark or characters that no YAML file may hold
 * @param maxDepth deepest nesting of maps and lists
 */
export function readPlainLines(text: string, maxDepth: number): JsonMap | undefined {
  // A lone CR ends a line too.
  if (text.includes('\r')) return undefined;
  const root: JsonMap = {};
  const above: Level[] = [];
  let level: Level = { indent: 0, map: root, list: undefined };
  /** A key whose value is to come on the next lines. */
  let open: string | undefined;
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = lineOf(text.slice(start, end));
    start = end + 1;
    if (line === REFUSED) return undefined;
    if (line === BLANK) continue;
    const { indent, isItem, key } = line;
    const value = line.flow === undefined ? line.value : readFlow(line.flow);
    if (line.flow !== undefined && (value === undefined || above.length + 1 >= maxDepth)) return undefined;

    if (open === undefined) {
      while (level.indent > indent) level = above.pop()!;
      if (level.indent === indent && level.list !== undefined && !isItem) level = above.pop()!;
      if (level.indent !== indent || (level.map === undefined) !== isItem) return undefined;
    } else {
      // A list may stand as far left as its key.
      if (isItem ? indent < level.indent : indent <= level.indent) return undefined;
      if (above.push(level) >= maxDepth) return undefined;
      const inner: Level = isItem ? { indent, map: undefined, list: [] } : { indent, map: {}, list: undefined };
      level.map![open] = (inner.map ?? inner.list)!;
      level = inner;
      open = undefined;
    }

    if (key === undefined) {
      if (value === undefined || level.list === undefined) return undefined;
      level.list.push(value);
      continue;
    }
    if (isItem) {
      if (above.push(level) >= maxDepth) return undefined;
      const map: JsonMap = {};
      level.list!.push(map);
      level = { indent: indent + ITEM.length, map, list: undefined };
    }
    // Twice, or a name of the prototype.
    if (key in level.map!) return undefined;
    if (value === undefined) open = key;
    else level.map![key] = value;
  }
  return open === undefined && Object.keys(root).length > 0 ? root : undefined;
}

/** A map or a list that lines are being added to. */
type Level = { readonly indent: number; readonly map: JsonMap; readonly list: undefined } | { readonly indent: number; readonly map: undefined; readonly list: Json[] };

/** A line: `key: value`, `- value`, `- key: value`, or with the value still to come. */
interface Line {
  readonly indent: number;
  readonly isItem: boolean;
  readonly key: string | undefined;
  readonly value: Json | undefined;
  /** A flow map or list, to be read anew for each line, since two lines must not share it. */
  readonly flow: string | undefined;
}

const ITEM = '- ';
const REFUSED = 'refused';
const BLANK = 'blank';

/** The lines of one file stand in many others too. */
const remembered = new Map<string, Line | typeof REFUSED | typeof BLANK>();
const MOST_REMEMBERED = 8192;
const LONGEST_REMEMBERED = 64;

function lineOf(text: string): Line | typeof REFUSED | typeof BLANK {
  if (text.length > LONGEST_REMEMBERED) return text.length > LONGEST ? REFUSED : readLine(text);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const line = readLine(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, line);
  return line;
}

/** A key of more than 1024 characters is none to YAML. */
const LONGEST = 1000;

function readLine(text: string): Line | typeof REFUSED | typeof BLANK {
  const match = LINE.exec(text);
  if (match === null) return REFUSED;
  const { indent, item, key, plain, double, single, flow } = match.groups!;
  const isItem = item !== undefined;
  const value = plain === undefined ? (double ?? single) : readUnambiguous(plain);
  const hasValue = value !== undefined || flow !== undefined;
  if (key === undefined && !hasValue) return isItem || plain !== undefined ? REFUSED : BLANK;
  if ((key === undefined && !isItem) || (plain !== undefined && value === undefined)) return REFUSED;
  // Other keys may be keys all the same.
  if (key !== undefined && typeof readUnambiguous(key) !== 'string') return REFUSED;
  return { indent: indent!.length, isItem, key, value, flow };
}

function readFlow(text: string): Json | undefined {
  const inner = text.slice(1, -1).trim();
  const parts = inner === '' ? [] : inner.split(',');
  const isMap = text.startsWith('{');
  if (text.endsWith('}') !== isMap) return undefined;
  const map: JsonMap = {};
  const list: Json[] = [];
  for (const part of parts) {
    const match = PART.exec(part);
    if (match === null) return undefined;
    const { key, plain, double, single } = match.groups!;
    const value = plain === undefined ? (double ?? single) : readUnambiguous(plain);
    if (value === undefined || (key !== undefined) !== isMap) return undefined;
    if (key === undefined) list.push(value);
    else if (key in map || typeof readUnambiguous(key) !== 'string') return undefined;
    else map[key] = value;
  }
  return isMap ? map : list;
}

const KEY = String.raw`(?<key>[A-Za-z_][A-Za-z0-9_./-]*)`;
const FIRST = String.raw`(?:[A-Za-z0-9_./$(+]|-(?=[A-Za-z0-9_./-]))`;
const QUOTED = String.raw`"(?<double>[^"\\]*)"|'(?<single>[^']*)'`;
/** A plain scalar: in a block neither `: ` nor ` #` may stand in it, in a flow map or list no brackets and commas either. */
const PLAIN = String.raw`(?<plain>${FIRST}(?:[!-9;-~]|:(?=[!-~])| +[!"$-9;-~])*)`;
const PLAIN_IN_FLOW = String.raw`(?<plain>${FIRST}(?:[A-Za-z0-9_./$()+@%=-]|:(?=[A-Za-z0-9_./]))*)`;

const LINE = new RegExp(String.raw`^(?<indent> *)(?<item>${ITEM})?(?:${KEY}:(?= |$))? *(?:${PLAIN}|${QUOTED}|(?<flow>[[{].*[\]}]))? *(?:(?<=^| )#.*)?$`);
const PART = new RegExp(`^ *(?:${KEY}: +)?(?:${PLAIN_IN_FLOW}|${QUOTED}) *$`);
