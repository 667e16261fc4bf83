import { pathText } from '../kernel/path.ts';

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
    const parent = nodes[next]!;
    const { value } = parent;
    if (typeof value !== 'object' || value === null || isInsideItself(parent)) continue;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) nodes.push({ key: index, value: value[index], parent });
    } else {
      for (const key of Object.keys(value)) nodes.push({ key, value: (value as Record<string, unknown>)[key], parent });
    }
  }
  return nodes;
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
  for (let above = node.parent; above !== undefined; above = above.parent) if (above.value === node.value) return true;
  return false;
}
