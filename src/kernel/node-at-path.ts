import type { Path } from './path.ts';
import type { Position, YamlSource } from './yaml-source.ts';
import type { YamlNode } from './yaml-tree.ts';

/** Where the values of a document stand in its file. */
export interface Positions {
  /**
   * Where the value at the path begins. A value left empty, and a path that the document does not
   * hold, give the key of what there is of it; the empty path gives the beginning of the document.
   */
  positionOf(path: Path): Position;
  /** Where the key or list item at the path begins: for a key nobody knows, or a value that is missing. */
  keyPositionOf(path: Path): Position;
}

/** The positions in a document, looked up when asked for: most files are read without a problem. */
export function positionsIn(source: YamlSource, root: YamlNode): Positions {
  return {
    positionOf(path) {
      const { key, value, found } = findNode(root, path);
      return source.positionAt(found ? value.offset : key.start);
    },
    keyPositionOf: (path) => source.positionAt(findNode(root, path).key.start),
  };
}

/** The deepest key and value along the path, and whether the path was found whole. */
function findNode(root: YamlNode, path: Path): { key: YamlNode; value: YamlNode; found: boolean } {
  const anchors = new Map<string, YamlNode>();
  let key = root;
  let value = root;
  for (const step of path) {
    const holder = value.kind === 'alias' ? anchored(root, value.name, anchors) : value;
    const next = holder === undefined ? undefined : childOf(holder, step, root, anchors, 0);
    if (next === undefined) return { key, value, found: false };
    ({ key, value } = next);
  }
  return { key, value, found: true };
}

type Child = { key: YamlNode; value: YamlNode };

/** Deepest chain of merges followed for a position; a value is read without this search. */
const DEEPEST_MERGE = 10;

function childOf(node: YamlNode, step: string | number, root: YamlNode, anchors: Map<string, YamlNode>, depth: number): Child | undefined {
  if (node.kind === 'list') {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (node.kind !== 'map') return undefined;
  for (const entry of node.entries) {
    if (entry.key.kind === 'scalar' && entry.key.text === String(step)) return entry;
  }
  if (depth === DEEPEST_MERGE) return undefined;
  for (const { key, value } of node.entries) {
    if (key.kind !== 'scalar' || key.text !== '<<' || key.style !== 'plain') continue;
    for (const source of value.kind === 'list' ? value.items : [value]) {
      const merged = source.kind === 'alias' ? anchored(root, source.name, anchors) : source;
      const found = merged === undefined ? undefined : childOf(merged, step, root, anchors, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function anchored(root: YamlNode, name: string, anchors: Map<string, YamlNode>): YamlNode | undefined {
  if (anchors.size === 0) collectAnchors(root, anchors);
  return anchors.get(name);
}

function collectAnchors(node: YamlNode, anchors: Map<string, YamlNode>): void {
  if (node.anchor !== undefined) anchors.set(node.anchor, node);
  if (node.kind === 'list') for (const item of node.items) collectAnchors(item, anchors);
  if (node.kind === 'map') for (const { value } of node.entries) collectAnchors(value, anchors);
}
