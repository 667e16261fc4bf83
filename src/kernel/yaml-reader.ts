import { readForKubernetes } from './kubernetes-dialect.ts';
import type { Json, Manifest } from './manifest.ts';
import { type Positions, positionsIn } from './node-at-path.ts';
import { readPlainLines } from './plain-lines.ts';
import { type Problem, quoted, sortProblems, UserError } from './problem.ts';
import { readStrict } from './strict-dialect.ts';
import { MOST_PROBLEMS, openSource, type Position, type YamlSource } from './yaml-source.ts';
import { parseTree, type TreeBudget, type YamlNode } from './yaml-tree.ts';

/** A file of values that people write, read. */
export interface Overlay extends Positions {
  readonly value: { readonly [key: string]: Json };
}

/** How much of a file is read before it is refused. */
export interface OverlayBudget {
  /** @default 1048576 */
  readonly maxBytes?: number;
  /** Deepest nesting of maps and lists. @default 64 */
  readonly maxDepth?: number;
  /** Most values. @default 100000 */
  readonly maxNodes?: number;
}

/**
 * Reads a file of values that people write, with the position of every key and value: one
 * document, a map, no anchors, aliases, merge keys, tags or tabs, no key twice, no plain scalar
 * that YAML 1.1 and 1.2 read differently (`yes`, `1.10`, `0123456`).
 * @param file its path from the project root, for messages
 * @throws {UserError} with everything that is wrong, each with line, column and fix
 */
export function readOverlay(text: string | Uint8Array, file: string, budget: OverlayBudget = {}): Overlay {
  const { maxBytes = 1_048_576, maxDepth = 64, maxNodes = 100_000 } = budget;
  const source = openSource(text, file, maxBytes);
  // Every value takes a character at least.
  const plain = source.text.length < maxNodes ? readPlainLines(source.text, maxDepth) : undefined;
  if (plain !== undefined) return { value: plain, ...positionsWhenAsked(source, { maxDepth, maxNodes }) };
  const documents = parseTree(source, { maxDepth, maxNodes });
  const { value, problems } = readStrict(source, documents);
  refuse(problems);
  return { value: value as Overlay['value'], ...positionsIn(source, documents[0]!.root) };
}

/** Positions in a file that was read without the parser: it is parsed at the first question, and most are never asked. */
function positionsWhenAsked(source: YamlSource, budget: TreeBudget): Positions {
  let known: Positions | undefined;
  const positions = (): Positions => (known ??= positionsIn(source, parseTree(source, budget)[0]!.root));
  return { positionOf: (path) => positions().positionOf(path), keyPositionOf: (path) => positions().keyPositionOf(path) };
}

/** One object of a file of manifests. */
export interface ReadManifest extends Positions {
  readonly value: Manifest;
  /** Where the object begins. */
  readonly position: Position;
}

/** How much of a file is read before it is refused. */
export interface ManifestBudget {
  /** @default 16777216 */
  readonly maxBytes?: number;
  /** Deepest nesting of maps and lists. @default 200 */
  readonly maxDepth?: number;
  /** Most values, with every alias written out. @default 2000000 */
  readonly maxNodes?: number;
  /** Most aliases in a document. @default 10000 */
  readonly maxAliases?: number;
}

/**
 * Reads rendered or foreign Kubernetes YAML (or JSON) as the API machinery would: many documents,
 * YAML 1.1, anchors, aliases and merge keys. Empty documents are left out, a `v1` List gives its
 * items. A key that stands twice is a problem.
 * @param file its path, for messages
 * @throws {UserError} with everything that is wrong, each with line and column
 */
export function readManifests(text: string | Uint8Array, file: string, budget: ManifestBudget = {}): { readonly manifests: readonly ReadManifest[] } {
  const { maxBytes = 16_777_216, maxDepth = 200, maxNodes = 2_000_000, maxAliases = 10_000 } = budget;
  const source = openSource(text, file, maxBytes);
  const documents = parseTree(source, { maxDepth, maxNodes });
  const reading = readForKubernetes(source, documents, { maxAliases, maxExpandedNodes: maxNodes });
  refuse(reading.problems);
  const problems: Problem[] = [];
  const manifests: ReadManifest[] = [];
  for (const [index, value] of reading.values.entries()) {
    if (value !== null) collect(source, documents[index]!.root, value, manifests, problems);
  }
  refuse(problems);
  return { manifests };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const sorted = sortProblems(problems);
  if (sorted.length <= MOST_PROBLEMS) throw new UserError(sorted);
  const shown = sorted.slice(0, MOST_PROBLEMS);
  const { file, line, column } = sorted[MOST_PROBLEMS]!;
  throw new UserError([...shown, { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }), message: `more than ${MOST_PROBLEMS} problems; the rest is not shown`, fix: 'mend those above first' }]);
}

function collect(source: YamlSource, root: YamlNode, value: Json, manifests: ReadManifest[], problems: Problem[]): void {
  const positions = positionsIn(source, root);
  const items = itemsOf(value);
  if (items === undefined) {
    addManifest(source, value, positions, positions.positionOf([]), manifests, problems);
    return;
  }
  for (const [index, item] of items.entries()) {
    const inItem: Positions = {
      positionOf: (path) => positions.positionOf(['items', index, ...path]),
      keyPositionOf: (path) => positions.keyPositionOf(['items', index, ...path]),
    };
    addManifest(source, item, inItem, inItem.positionOf([]), manifests, problems);
  }
}

function addManifest(source: YamlSource, value: Json, positions: Positions, position: Position, manifests: ReadManifest[], problems: Problem[]): void {
  const fault = faultOf(value);
  if (fault === undefined) manifests.push({ value: value as Manifest, position, ...positions });
  else problems.push({ file: source.file, ...position, ...fault });
}

function itemsOf(value: Json): readonly Json[] | undefined {
  if (!isMap(value) || value['apiVersion'] !== 'v1' || value['kind'] !== 'List') return undefined;
  const items = value['items'] ?? [];
  return Array.isArray(items) ? (items as readonly Json[]) : undefined;
}

/** Why a value is no manifest: the API server tells objects apart by these fields. */
function faultOf(value: Json): Pick<Problem, 'message' | 'path' | 'allowed'> | undefined {
  if (!isMap(value)) return { message: `a Kubernetes object must be a map, got ${quoted(value)}` };
  for (const field of ['apiVersion', 'kind']) {
    const got = value[field];
    if (typeof got !== 'string' || got === '') return { path: field, message: got === undefined ? `no Kubernetes object: ${field} is missing` : `${field} must be text, got ${quoted(got)}` };
  }
  const metadata = value['metadata'];
  if (metadata === undefined || !isMap(metadata)) return { path: 'metadata', message: 'no Kubernetes object: metadata is missing' };
  const { name } = metadata;
  if (typeof name === 'string' && name !== '') return undefined;
  return { path: 'metadata.name', message: name === undefined ? 'the object has no name' : `the name must be text, got ${quoted(name)}` };
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
