import type { Event, ScalarEvent } from 'js-yaml';
// The ESM build of js-yaml 5.5.0 parses three times slower than its CommonJS build, and a bundler
// that sees an ordinary import takes the former.
import jsYaml = require('js-yaml');
import { UserError } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';
import { describeSyntaxError } from './yaml-syntax-error.ts';

const { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } = jsYaml;

/** A node of a YAML file as it is written, before any dialect gives it a value. */
export type YamlNode = ScalarNode | MapNode | ListNode | AliasNode;

interface NodeBase {
  /** Where the value begins; for a value left empty, where its key or dash does. */
  readonly offset: number;
  /** Name of the anchor before the value. */
  readonly anchor: string | undefined;
  /** The tag before the value, as written. */
  readonly tag: string | undefined;
  /** Where the anchor or tag begins, the offset when there is none. */
  readonly start: number;
}

/** Text, decoded. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly text: string;
  readonly style: 'plain' | 'quoted' | 'block';
  /** Where the value ends, its closing quote included. */
  readonly end: number;
}

/** Keys and values in the order of the file. */
export interface MapNode extends NodeBase {
  readonly kind: 'map';
  readonly entries: { readonly key: YamlNode; readonly value: YamlNode }[];
}

/** Items in the order of the file. */
export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: YamlNode[];
}

/** A reference to an anchor. */
export interface AliasNode extends NodeBase {
  readonly kind: 'alias';
  readonly name: string;
}

/** One document of a file. */
export interface YamlDocument {
  readonly root: YamlNode;
  /** Whether a `%YAML` or `%TAG` line stands before it. */
  readonly hasDirectives: boolean;
  /** Whether it begins with `---`. */
  readonly hasMarker: boolean;
}

/** How large a tree may be. */
export interface TreeBudget {
  /** Deepest nesting of maps and lists. */
  readonly maxDepth: number;
  /** Most scalars, maps and lists in the file. */
  readonly maxNodes: number;
}

/**
 * Parses a file to the nodes as written, with their positions.
 * @throws {UserError} on a syntax error, with its line and column, and beyond the budget
 */
export function parseTree(source: YamlSource, budget: TreeBudget): YamlDocument[] {
  const events = eventsOf(source, budget);
  if (events.length > budget.maxNodes * 2) {
    throw new UserError({ file: source.file, message: `the file holds more than ${budget.maxNodes} values`, allowed: `up to ${budget.maxNodes} values`, fix: 'split the file' });
  }
  return new TreeBuilder(source.text).build(events);
}

function eventsOf(source: YamlSource, { maxDepth }: TreeBudget): Event[] {
  try {
    // The parser counts a scalar as a level too.
    return parseEvents(source.text, { maxDepth: maxDepth + 1 });
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UserError(describeSyntaxError(source, error.reason, error.mark?.position ?? 0, maxDepth), { cause: error });
  }
}

type Frame = { kind: 'document' } | { kind: 'list'; node: ListNode } | { kind: 'map'; node: MapNode; key: YamlNode | undefined };

class TreeBuilder {
  private readonly documents: YamlDocument[] = [];
  private readonly frames: Frame[] = [];
  /** End of the last thing read: what is empty is looked for from here. */
  private end = 0;

  constructor(private readonly text: string) {}

  build(events: readonly Event[]): YamlDocument[] {
    for (const event of events) {
      switch (event.type) {
        case EVENT_ID.DOCUMENT:
          this.documents.push({ root: NOTHING, hasDirectives: event.directives.length > 0, hasMarker: event.explicitStart });
          this.frames.push({ kind: 'document' });
          break;
        case EVENT_ID.POP:
          this.frames.pop();
          break;
        case EVENT_ID.SCALAR:
          this.add(this.scalar(event));
          break;
        case EVENT_ID.ALIAS: {
          const name = this.text.slice(event.anchorStart, event.anchorEnd);
          this.end = event.anchorEnd;
          this.add({ kind: 'alias', offset: event.anchorStart - 1, start: event.anchorStart - 1, anchor: undefined, tag: undefined, name });
          break;
        }
        case EVENT_ID.MAPPING: {
          const node: MapNode = { kind: 'map', offset: event.start, ...this.properties(event, event.start), entries: [] };
          this.end = event.start;
          this.add(node);
          this.frames.push({ kind: 'map', node, key: undefined });
          break;
        }
        case EVENT_ID.SEQUENCE: {
          const node: ListNode = { kind: 'list', offset: event.start, ...this.properties(event, event.start), items: [] };
          this.end = event.start;
          this.add(node);
          this.frames.push({ kind: 'list', node });
          break;
        }
      }
    }
    return this.documents;
  }

  private add(node: YamlNode): void {
    const frame = this.frames.at(-1)!;
    if (frame.kind === 'document') {
      this.documents[this.documents.length - 1] = { ...this.documents.at(-1)!, root: node };
    } else if (frame.kind === 'list') {
      frame.node.items.push(node);
    } else if (frame.key === undefined) {
      frame.key = node;
    } else {
      frame.node.entries.push({ key: frame.key, value: node });
      frame.key = undefined;
    }
  }

  private scalar(event: ScalarEvent): ScalarNode {
    const style = event.style === SCALAR_STYLE.PLAIN ? 'plain' : event.style <= SCALAR_STYLE.DOUBLE_QUOTED ? 'quoted' : 'block';
    const offset = this.scalarOffset(event, style);
    const end = event.valueStart === -1 ? offset : style === 'quoted' ? event.valueEnd + 1 : event.valueEnd;
    if (event.valueStart !== -1) this.end = end;
    return { kind: 'scalar', offset, ...this.properties(event, offset), text: getScalarValue(this.text, event), style, end };
  }

  private scalarOffset(event: ScalarEvent, style: ScalarNode['style']): number {
    if (event.valueStart === -1) return this.emptyOffset(event);
    if (style === 'plain') return event.valueStart;
    return style === 'quoted' ? event.valueStart - 1 : this.blockHeader(event.valueStart);
  }

  private properties(event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number }, offset: number) {
    if (event.anchorStart === -1 && event.tagStart === -1) return { anchor: undefined, tag: undefined, start: offset };
    const anchor = event.anchorStart === -1 ? undefined : this.text.slice(event.anchorStart, event.anchorEnd);
    const tag = event.tagStart === -1 ? undefined : this.text.slice(event.tagStart, event.tagEnd);
    const begins = [event.anchorStart === -1 ? offset : event.anchorStart - 1, event.tagStart === -1 ? offset : event.tagStart];
    return { anchor, tag, start: Math.min(...begins) };
  }

  private emptyOffset(event: ScalarEvent): number {
    if (event.tagStart !== -1) return event.tagStart;
    if (event.anchorStart !== -1) return event.anchorStart - 1;
    const frame = this.frames.at(-1)!;
    if (frame.kind === 'map' && frame.key !== undefined) return frame.key.offset;
    const offset = skipTo(this.text, this.end);
    // The next empty item is looked for after this one's dash.
    if (frame.kind === 'list') this.end = Math.min(offset + 1, this.text.length);
    return offset;
  }

  /** Where the `|` or `>` stands whose lines begin at the offset. */
  private blockHeader(valueStart: number): number {
    const lineEnd = this.text[valueStart - 1] === '\n' || this.text[valueStart - 1] === '\r' ? valueStart - 1 : valueStart;
    const lineStart = Math.max(this.text.lastIndexOf('\n', lineEnd - 1), this.text.lastIndexOf('\r', lineEnd - 2)) + 1;
    return lineStart + Math.max(this.text.slice(lineStart, lineEnd).search(BLOCK_HEADER), 0);
  }
}

const NOTHING: ScalarNode = { kind: 'scalar', offset: 0, start: 0, end: 0, anchor: undefined, tag: undefined, text: '', style: 'plain' };
const BLOCK_HEADER = /(?<![^\s:?-])[|>][-+0-9]{0,2}(?:[ \t]+#.*)?[ \t]*\r?$/;

/** The first offset that is neither blank, comment nor the end of a flow collection. */
function skipTo(text: string, from: number): number {
  const next = /(?:[\s,\]}]|(?<=[\s,\]}]|^)#[^\r\n]*)*/y;
  next.lastIndex = from;
  next.exec(text);
  return Math.min(next.lastIndex, text.length);
}
