import type { Json } from './manifest.ts';
import { childPath } from './path.ts';
import { type PlainValue, readAsKubernetes } from './plain-scalar.ts';
import { type Problem, quoted, UserError } from './problem.ts';
import { setOwn } from './set-own.ts';
import { MOST_PROBLEMS, type YamlSource } from './yaml-source.ts';
import type { MapNode, ScalarNode, YamlDocument, YamlNode } from './yaml-tree.ts';

/** How much the aliases of a file may make of it. */
export interface AliasBudget {
  /** Most aliases in a document. */
  readonly maxAliases: number;
  /** Most values in the file with every alias written out. */
  readonly maxExpandedNodes: number;
}

/** The values of the documents of a file, with everything that is wrong with them. */
export interface KubernetesReading {
  readonly values: readonly Json[];
  readonly problems: readonly Problem[];
}

/**
 * Reads documents as the API machinery of Kubernetes does: YAML 1.1 by the rules of
 * sigs.k8s.io/yaml, with anchors, aliases and merge keys. What it would read but only by luck (a
 * key twice, a key set before a merge that sets it too, a tag of somebody's own) is a problem.
 * @throws {UserError} beyond the budget
 */
export function readForKubernetes(source: YamlSource, documents: readonly YamlDocument[], budget: AliasBudget): KubernetesReading {
  const reader = new KubernetesReader(source, budget);
  const values = documents.map(({ root }) => reader.document(root));
  return { values, problems: reader.problems };
}

class KubernetesReader {
  readonly problems: Problem[] = [];
  private anchors = new Map<string, { value: Json; size: number } | 'open'>();
  private aliases = 0;
  private size = 0;

  constructor(
    private readonly source: YamlSource,
    private readonly budget: AliasBudget,
  ) {}

  /** The value of one document; the anchors of the one before are forgotten. */
  document(root: YamlNode): Json {
    this.anchors = new Map();
    this.aliases = 0;
    return this.value(root, '');
  }

  private value(node: YamlNode, path: string): Json {
    if (node.kind === 'alias') return this.alias(node.name, node.offset, path);
    if (node.anchor === undefined) return this.plainValue(node, path);
    this.anchors.set(node.anchor, 'open');
    const before = this.size;
    const value = this.plainValue(node, path);
    this.anchors.set(node.anchor, { value, size: this.size - before });
    return value;
  }

  private plainValue(node: Exclude<YamlNode, { kind: 'alias' }>, path: string): Json {
    this.grow(1, node.offset, path);
    switch (node.kind) {
      case 'scalar':
        return this.scalar(node, path);
      case 'list':
        this.checkTag(node.tag, node.start, path, ['!', '!!seq']);
        return node.items.map((item, index) => this.value(item, childPath(path, index)));
      case 'map':
        this.checkTag(node.tag, node.start, path, ['!', '!!map']);
        return this.map(node, path);
    }
  }

  private map(node: MapNode, path: string): Json {
    const map: Record<string, Json> = {};
    const written = new Set<string>();
    for (const { key, value } of node.entries) {
      if (key.kind === 'scalar' && key.style === 'plain' && key.text === '<<' && key.tag === undefined) {
        this.merge(map, written, value, path);
        continue;
      }
      const name = this.key(key, path);
      const at = name === undefined ? path : childPath(path, name);
      const read = this.value(value, at);
      if (name === undefined) continue;
      if (written.has(name)) this.report(key.offset, at, { message: `the key ${quoted(name)} stands here a second time`, fix: 'leave one of the two out' });
      written.add(name);
      setOwn(map, name, read);
    }
    return map;
  }

  /** Earlier sources win; keys after the merge override it. */
  private merge(map: Record<string, Json>, written: ReadonlySet<string>, node: YamlNode, path: string): void {
    const read = this.value(node, path);
    const sources = Array.isArray(read) ? (read as readonly Json[]) : [read];
    for (const source of sources.toReversed()) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        this.report(node.offset, path, { message: 'only a map can be merged' });
        return;
      }
      for (const [key, value] of Object.entries(source)) {
        if (written.has(key)) this.report(node.offset, childPath(path, key), { message: `${quoted(key)} is set before this merge and by it; parsers disagree which one counts`, fix: 'put the merge first' });
        this.grow(1, node.offset, path);
        setOwn(map, key, value);
      }
    }
  }

  private key(key: YamlNode, path: string): string | undefined {
    if (key.kind === 'scalar') {
      const value = this.value(key, path);
      if (typeof value === 'string' || typeof value === 'boolean') return String(value);
      // Kubernetes writes the number of a key in Go's way, which for most is JavaScript's.
      if (typeof value === 'number' && GO_KEY.test(String(value))) return String(value);
    } else if (key.kind === 'alias') {
      const value = this.alias(key.name, key.offset, path);
      if (typeof value === 'string') return value;
    }
    this.report(key.offset, path, { message: `a key must be text${key.kind === 'scalar' ? `, got ${quoted(key.text)}` : ''}`, allowed: 'text, in quotes where it looks like a number' });
    return undefined;
  }

  private alias(name: string, offset: number, path: string): Json {
    const anchor = this.anchors.get(name);
    if (anchor === undefined) this.report(offset, path, { message: `"*${name}" refers to an anchor that does not stand above it` });
    else if (anchor === 'open') this.report(offset, path, { message: `"*${name}" refers to the value it stands in` });
    if (anchor === undefined || anchor === 'open') return null;
    this.aliases++;
    if (this.aliases > this.budget.maxAliases) throw new UserError(this.at(offset, path, { message: `more than ${this.budget.maxAliases} aliases` }));
    this.grow(anchor.size, offset, path);
    return anchor.value;
  }

  private scalar(node: ScalarNode, path: string): Json {
    const { tag, text } = node;
    const value: PlainValue = tag === undefined && node.style === 'plain' ? readAsKubernetes(text) : tag === undefined ? text : this.tagged(node, tag, path);
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    this.report(node.offset, path, { message: `${quoted(text)} is no number a manifest can hold` });
    return null;
  }

  private tagged(node: ScalarNode, tag: string, path: string): PlainValue {
    const expected = SCALAR_TAGS.get(tag);
    if (expected === undefined) {
      this.report(node.start, path, { message: `the tag ${quoted(tag)} is none that Kubernetes knows`, allowed: [...SCALAR_TAGS.keys()].join(', ') });
      return null;
    }
    if (expected === 'string') return node.text;
    const value = readAsKubernetes(node.text);
    if (value === null ? expected === 'null' : typeof value === expected) return value;
    this.report(node.offset, path, { message: `${quoted(node.text)} is not what its tag ${tag} says` });
    return null;
  }

  private checkTag(tag: string | undefined, offset: number, path: string, allowed: readonly string[]): void {
    if (tag === undefined || allowed.includes(tag)) return;
    this.report(offset, path, { message: `the tag ${quoted(tag)} is none that Kubernetes knows here` });
  }

  private grow(by: number, offset: number, path: string): void {
    this.size += by;
    if (this.size <= this.budget.maxExpandedNodes) return;
    throw new UserError(this.at(offset, path, { message: `with its aliases written out the file holds more than ${this.budget.maxExpandedNodes} values` }));
  }

  private report(offset: number, path: string, problem: Omit<Problem, 'file' | 'line' | 'column' | 'path'>): void {
    if (this.problems.length <= MOST_PROBLEMS) this.problems.push(this.at(offset, path, problem));
  }

  private at(offset: number, path: string, problem: Omit<Problem, 'file' | 'line' | 'column' | 'path'>): Problem {
    return this.source.problemAt(offset, { ...(path === '' ? {} : { path }), ...problem });
  }
}

const GO_KEY = /^-?[0-9]{1,15}$|^-?[0-9]{1,4}\.[0-9]{1,2}$/;
const SCALAR_TAGS: ReadonlyMap<string, string> = new Map([
  ['!', 'string'],
  ['!!str', 'string'],
  ['!!int', 'number'],
  ['!!float', 'number'],
  ['!!bool', 'boolean'],
  ['!!null', 'null'],
]);
