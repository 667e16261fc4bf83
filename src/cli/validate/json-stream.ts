/** One of several JSON values that stand one after another. */
export interface JsonPart {
  readonly text: string;
  /** Characters before it. */
  readonly offset: number;
}

/**
 * Cuts a text at the ends of its JSON objects, as kubectl reads what begins with one: `jq -c` and
 * `kubectl get -o json | jq '.items[]'` write them one after another without a mark between. What is one value, or
 * YAML after all, is not cut.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/util/yaml/decoder.go
 */
export function jsonParts(text: string): readonly JsonPart[] | undefined {
  if (!/^\s*\{/.test(text) || !/\}\s*\{/.test(text)) return undefined;
  const parts: JsonPart[] = [];
  let offset = text.indexOf('{');
  while (offset < text.length) {
    const end = endOfObject(text, offset);
    const part = text.slice(offset, end);
    if (parts.length === 0 && !isJson(part)) return undefined;
    parts.push({ text: part, offset });
    offset = end;
    while (BLANKS.has(text.charCodeAt(offset))) offset++;
    if (offset < text.length && text[offset] !== '{') return undefined;
  }
  return parts;
}

/** Where the object that begins there ends; the end of the text where it doesn't. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfText(text, at);
    else if (code === OPEN) depth++;
    else if (code === CLOSE && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Where the quote stands that ends the text which begins there. */
function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const QUOTE = 0x22;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const BACKSLASH = 0x5c;
/** What may stand between JSON values: a space, a tab, and ends of lines. */
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x0a]);
