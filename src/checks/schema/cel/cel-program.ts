import { type CelNode } from './cel-ast.ts';
import { CelNotEvaluated, CelSyntaxError } from './cel-error.ts';
import { NAMESPACES } from './cel-evaluator.ts';
import { CEL_FUNCTIONS } from './cel-functions.ts';
import { CEL_MACROS } from './cel-macros.ts';
import { parseCel } from './cel-parser.ts';

/** An expression that can be evaluated here. */
export interface CelProgram {
  readonly node: CelNode;
  /** Whether it looks at the object as it was before. */
  readonly usesOldSelf: boolean;
}

/**
 * Makes a program of an expression, once for each.
 * @throws {CelNotEvaluated} when it is no CEL, or calls what isn't known here anywhere, so that no luck of the order hides it
 */
export function celProgram(source: string): CelProgram {
  const known = PROGRAMS.get(source);
  if (known instanceof CelNotEvaluated) throw known;
  if (known !== undefined) return known;
  let made: CelProgram | CelNotEvaluated;
  try {
    const node = parseCel(source);
    refuseUnknown(node);
    made = { node, usesOldSelf: names(node).has('oldSelf') };
  } catch (error) {
    if (!(error instanceof CelSyntaxError) && !(error instanceof CelNotEvaluated)) throw error;
    made = error instanceof CelNotEvaluated ? error : new CelNotEvaluated(error.message);
  }
  if (PROGRAMS.size < MOST) PROGRAMS.set(source, made);
  if (made instanceof CelNotEvaluated) throw made;
  return made;
}

const PROGRAMS = new Map<string, CelProgram | CelNotEvaluated>();
const MOST = 10_000;

function refuseUnknown(node: CelNode): void {
  if (node.is === 'call' && !LOGICAL.has(node.name) && !CEL_MACROS.has(node.name)) {
    const space = node.target?.is === 'name' && NAMESPACES.has(node.target.name) ? `${node.target.name}.` : '';
    if (!CEL_FUNCTIONS.has(node.name) && !CEL_FUNCTIONS.has(`${space}${node.name}`)) throw new CelNotEvaluated(`there is no function ${space}${node.name} here`);
  }
  for (const child of childrenOf(node)) refuseUnknown(child);
}

const LOGICAL: ReadonlySet<string> = new Set(['&&', '||', '?:']);

/** Whether an expression names a variable. */
export function celUses(node: CelNode, name: string): boolean {
  return names(node).has(name);
}

function names(node: CelNode, found = new Set<string>()): ReadonlySet<string> {
  if (node.is === 'name') found.add(node.name);
  for (const child of childrenOf(node)) names(child, found);
  return found;
}

function childrenOf(node: CelNode): readonly CelNode[] {
  switch (node.is) {
    case 'literal':
    case 'name':
      return [];
    case 'select':
      return [node.of];
    case 'index':
      return [node.of, node.index];
    case 'call':
      return node.target === undefined ? node.args : [node.target, ...node.args];
    case 'list':
      return node.items.map(({ value }) => value);
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'struct':
      return node.entries.map(({ value }) => value);
  }
}
