import { pathText } from '../kernel/path.ts';
import { isFields } from './field.ts';

/** One value somewhere in a manifest. */
export interface Node {
  /** Its field name or place in the list; undefined for the manifest itself. */
  readonly key: string | number | undefined;
  readonly value: unknown;
  readonly parent: Node | undefined;
}

/**
 * Every value of a manifest, parents before children. Paths are made only when asked for, because
 * most values break no rule. A value inside itself, which YAML anchors can make, is not entered again.
 */
export function nodesOf(manifest: unknown): readonly Node[] {
  const nodes: Node[] = [{ key: undefined, value: manifest, parent: undefined }];
  for (let next = 0; next < nodes.length; next++) {
    const node = nodes[next]!;
    if (!isInsideItself(node)) for (const child of childrenOf(node)) nodes.push(child);
  }
  return nodes;
}

/** What stands in a map or list, one level down; nothing in any other value. */
export function childrenOf(parent: Node): readonly Node[] {
  const { value } = parent;
  if (Array.isArray(value)) return value.map((child: unknown, key) => ({ key, value: child, parent }));
  return isFields(value) ? Object.keys(value).map((key) => ({ key, value: value[key], parent })) : [];
}

/** The path of a node, such as `spec.template.spec.containers[0].image`. */
export function pathOfNode(node: Node): string {
  const keys: (string | number)[] = [];
  for (let here: Node | undefined = node; here !== undefined; here = here.parent) {
    if (here.key !== undefined) keys.push(here.key);
  }
  return pathText(keys.reverse());
}

function isInsideItself(node: Node): boolean {
  if (typeof node.value !== 'object') return false;
  for (let above = node.parent; above !== undefined; above = above.parent) if (above.value === node.value) return true;
  return false;
}
