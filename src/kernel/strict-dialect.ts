import type { Json } from './manifest.ts';
import { childPath } from './path.ts';
import { readUnambiguous } from './plain-scalar.ts';
import { type Problem, quoted } from './problem.ts';
import { setOwn } from './set-own.ts';
import { MOST_PROBLEMS, type YamlSource } from './yaml-source.ts';
import { describeBlank } from './yaml-syntax-error.ts';
import type { MapNode, ScalarNode, YamlDocument, YamlNode } from './yaml-tree.ts';

/** What the files that people write come to, with everything that is wrong with them. */
export interface StrictReading {
  readonly value: Json;
  readonly problems: readonly Problem[];
}

/**
 * Reads a file in the dialect for files that people write, which every parser and every reviewer
 * understands alike: one document, a map at its root, no anchors, aliases, merge keys or tags, no
 * key twice, and no plain scalar that YAML 1.1 and 1.2 read differently.
 */
export function readStrict(source: YamlSource, documents: readonly YamlDocument[]): StrictReading {
  const reader = new StrictReader(source);
  const value = reader.file(documents);
  return { value, problems: reader.problems };
}

class StrictReader {
  readonly problems: Problem[] = [];
  private readonly blocks: ScalarNode[] = [];

  constructor(private readonly source: YamlSource) {}

  file(documents: readonly YamlDocument[]): Json {
    const first = documents[0];
    if (first === undefined || (first.root.kind === 'scalar' && first.root.text === '' && first.root.style === 'plain' && documents.length === 1)) {
      this.report(0, '', { message: 'the file is empty', allowed: 'a map of keys and values', fix: 'write "key: value" lines, or delete the file' });
      return null;
    }
    if (first.hasDirectives) this.report(this.source.text.search(/^%/m), '', { message: 'a %-directive is not allowed', fix: 'leave the line out' });
    const second = documents[1];
    if (second !== undefined) {
      const at = this.markerOf(documents, 1) ?? second.root.start;
      this.report(at, '', { message: 'a second document begins here', allowed: 'one document a file', fix: 'delete it, or move it to a file of its own' });
    }
    if (first.root.kind !== 'map') {
      const got = first.root.kind === 'scalar' ? quoted(first.root.text) : `a ${first.root.kind === 'alias' ? 'reference' : first.root.kind}`;
      this.report(first.root.start, '', { message: `the file must be a map, got ${got}`, allowed: 'a map of keys and values', fix: 'write "key: value" lines' });
    }
    const value = this.value(first.root, '');
    this.findTabs();
    return value;
  }

  private value(node: YamlNode, path: string): Json {
    this.refuseProperties(node, path);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node, path);
      case 'list':
        return node.items.map((item, index) => this.value(item, childPath(path, index)));
      case 'map':
        return this.map(node, path);
      case 'alias':
        this.report(node.offset, path, { message: `the reference "*${node.name}" is not allowed`, allowed: 'the value itself, written out', fix: `write the value in the place of "*${node.name}"` });
        return null;
    }
  }

  private map(node: MapNode, path: string): Json {
    const map: Record<string, Json> = {};
    const seen = new Map<string, number>();
    for (const { key, value } of node.entries) {
      const name = this.key(key, path);
      if (name === undefined) {
        this.value(value, path);
        continue;
      }
      const at = childPath(path, name);
      const before = seen.get(name);
      if (before === undefined) seen.set(name, key.offset);
      else this.refuseSecond(name, key.offset, before, at);
      const read = this.value(value, at);
      if (before === undefined) setOwn(map, name, read);
    }
    return map;
  }

  private key(key: YamlNode, path: string): string | undefined {
    if (key.kind !== 'scalar') {
      this.report(key.offset, path, { message: `a key must be text, got a ${key.kind === 'alias' ? 'reference' : key.kind}`, allowed: 'text', fix: this.source.lineAt(key.offset).text.trimStart().startsWith('?') ? 'write "key: value" instead of "? key"' : 'put the text in quotes, if it is one: "[a]":' });
      return undefined;
    }
    if (key.style === 'plain' && key.text === '<<') {
      this.report(key.offset, path, { message: 'the merge key "<<" is not allowed', allowed: 'the keys themselves, written out', fix: 'delete the line, and write the keys here that it would bring' });
      return undefined;
    }
    this.refuseProperties(key, path);
    if (key.style !== 'plain') return key.text;
    const value = readUnambiguous(key.text);
    if (value === undefined || value === null || String(value) !== key.text) this.refuseAmbiguous(key, path, 'key');
    return key.text;
  }

  private scalar(node: ScalarNode, path: string): Json {
    if (node.style === 'block') this.blocks.push(node);
    if (node.style !== 'plain') return node.text;
    const value = readUnambiguous(node.text);
    if (value === undefined) this.refuseAmbiguous(node, path, 'value');
    return value ?? null;
  }

  private refuseSecond(name: string, offset: number, before: number, path: string): void {
    const { line } = this.source.positionAt(before);
    this.report(offset, path, { message: `the key ${quoted(name)} stands here a second time, first on line ${line}`, fix: 'leave one of the two out' });
  }

  private refuseAmbiguous(node: ScalarNode, path: string, what: 'key' | 'value'): void {
    if (this.isFull()) return;
    const line = this.source.lineAt(node.offset);
    const from = node.offset - line.start;
    const spansLines = from + node.end - node.offset > line.text.length;
    const lineWith = (text: string) => (line.text.slice(0, from) + text + line.text.slice(from + node.end - node.offset)).trim();
    const fixed = what === 'key' ? lineWith(JSON.stringify(node.text)) : waysOut(node.text, lineWith);
    this.report(node.offset, path, {
      message: node.text === '' ? 'a key is missing' : `${quoted(node.text)} without quotes ${troubleWith(node.text, what)}`,
      allowed: meaningsOf(node.text),
      fix: node.text === '' ? 'write a key before the colon' : spansLines || fixed.length > LONGEST_FIX ? 'put it in quotes' : fixed,
    });
  }

  private refuseProperties(node: YamlNode, path: string): void {
    if (node.anchor !== undefined) this.report(node.start, path, { message: `the anchor "&${node.anchor}" is not allowed`, allowed: 'values written out where they are used', fix: this.lineWithout(node, `&${node.anchor}`) });
    if (node.tag !== undefined) this.report(node.start, path, { message: `the tag ${quoted(node.tag)} is not allowed`, allowed: 'quotes for text, plain numbers, true and false', fix: this.lineWithout(node, node.tag) });
  }

  /** The line as it would be without an anchor or tag; what a tag makes text is text in quotes. */
  private lineWithout(node: YamlNode, property: string): string {
    const line = this.source.lineAt(node.start).text;
    const at = line.indexOf(property);
    const rest = at === -1 ? '' : line.slice(at + property.length).trim();
    const value = /^!(!str)?$/.test(property) && node.kind === 'scalar' && node.style === 'plain' && rest === node.text ? JSON.stringify(rest) : rest;
    const fixed = `${line.slice(0, Math.max(at, 0))}${value}`.trim();
    return at === -1 || fixed === '' || fixed.length > LONGEST_FIX ? `leave ${quoted(property)} out` : fixed;
  }

  /** Blocks and tabs both come in the order of the file, so one pass finds the tabs outside blocks. */
  private findTabs(): void {
    let block = 0;
    for (const { index, 0: blank } of this.source.text.matchAll(/^ *[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gm)) {
      const at = index + blank.length - 1;
      while (block < this.blocks.length && this.blocks[block]!.end <= at) block++;
      const inBlock = block < this.blocks.length && this.blocks[block]!.offset < at;
      if (!inBlock && !this.isFull()) this.problems.push(describeBlank(this.source, at));
    }
  }

  /** Where the `---` of a document stands; it alone can begin a line so. */
  private markerOf(documents: readonly YamlDocument[], index: number): number | undefined {
    if (!documents[index]!.hasMarker) return undefined;
    const earlier = documents.slice(0, index).filter((document) => document.hasMarker).length;
    return [...this.source.text.matchAll(/^---(?=\s|$)/gm)][earlier]?.index;
  }

  /** What comes after is not shown, and not worth the time: the file may be hostile. */
  private isFull(): boolean {
    return this.problems.length > MOST_PROBLEMS;
  }

  private report(offset: number, path: string, problem: Omit<Problem, 'file' | 'line' | 'column' | 'path'>): void {
    if (this.isFull()) return;
    this.problems.push(this.source.problemAt(Math.max(offset, 0), { ...(path === '' ? {} : { path }), ...problem }));
  }
}

/** Why a plain scalar is refused: parsers agree on a decimal number, but it loses its text. */
function troubleWith(text: string, what: 'key' | 'value'): string {
  if (text === 'null' || text === '~' || text.toLowerCase() === 'null') return `is null, which is no ${what}`;
  if (DECIMAL.test(text)) return `is a number and becomes ${Number(text)}`;
  return 'is read differently by different parsers';
}

const DECIMAL = /^[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)$/;

/** A longer line is no help to type from. */
const LONGEST_FIX = 200;

/** What the writer may have meant, each in a form that can mean nothing else. */
function meaningsOf(text: string): string {
  if (text === '') return 'a key before the colon';
  const others = otherMeanings(text);
  if (others.length === 0) return `${JSON.stringify(text)} in quotes${BEYOND_NUMBERS.test(text) ? ', or a number in digits' : ''}`;
  return others[0] === 'true' || others[0] === 'false' ? `${others[0]}, or ${JSON.stringify(text)} for the text` : `${JSON.stringify(text)} for the text, or ${others.join(' or ')} for the number`;
}

/** The line with the text as it stands, and what it may mean besides. */
function waysOut(text: string, lineWith: (yaml: string) => string): string {
  const others = otherMeanings(text);
  if (others.length === 0) return `${lineWith(JSON.stringify(text))}${BEYOND_NUMBERS.test(text) ? '   # or a number in digits' : ''}`;
  // What is a number everywhere was meant as text, or its zero would not be there.
  return `${lineWith(JSON.stringify(text))}${DECIMAL.test(text) && /^-?[1-9]/.test(text) ? '' : `   # or: ${others.join(', or: ')}`}`;
}

/** Infinite, no number at all, or with an exponent that makes it so. */
const BEYOND_NUMBERS = /^[-+]?\.(?:inf|nan)$|^[-+]?[0-9][0-9._]*[eE]/i;
const SEXAGESIMAL = /^[0-9]+(?::[0-5]?[0-9])+$/;

/** What it may mean besides its text: true, false or decimal numbers. */
function otherMeanings(text: string): string[] {
  const lower = text.toLowerCase();
  if (['y', 'yes', 'on', 'true'].includes(lower)) return ['true'];
  if (['n', 'no', 'off', 'false'].includes(lower)) return ['false'];
  const bare = text.replaceAll('_', '');
  if (SEXAGESIMAL.test(bare)) return decimals(bare.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
  const [, sign = '', hex] = /^([-+])(0[xob].*)$/i.exec(bare) ?? [];
  if (hex !== undefined) return decimals(sign === '-' ? -Number(hex) : Number(hex));
  const [, minus = '', octal] = /^([-+]?)0+([0-7]+)$/.exec(bare) ?? [];
  // A zero in front is an octal number to YAML 1.1, and padding to whoever writes it.
  const number = Number(bare.replace(/^([-+]?)0+(?=[0-9])/, '$1'));
  return [...new Set([...decimals(number), ...(octal === undefined ? [] : decimals(Number(`0o${octal}`) * (minus === '-' ? -1 : 1)))])];
}

/** The number as it is typed, where that says it exactly. */
function decimals(number: number): string[] {
  const plain = Number.isSafeInteger(number) || !Number.isInteger(number) ? String(number) : '';
  return plain !== '' && Number.isFinite(number) && String(readUnambiguous(plain)) === plain ? [plain] : [];
}
