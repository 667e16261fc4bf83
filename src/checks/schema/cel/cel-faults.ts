import { parseCel } from './cel-parser.ts';
import { checkCel } from './cel-check.ts';
import { CelSyntaxError } from './cel-error.ts';
import { type CelNode } from './cel-ast.ts';
import { type CelShape, type CelVariables, UNKNOWN } from './cel-shape.ts';

/** An expression, judged without evaluating it. */
export interface CelJudged {
  /** What the API server refuses it for. */
  readonly faults: readonly string[];
  /** What can't be told here; undefined where all is. */
  readonly open: string | undefined;
  readonly shape: CelShape;
  /** Missing where it is no CEL. */
  readonly node?: CelNode;
}

/**
 * Judges an expression by its syntax, its names and what is sure of its types.
 * @param wanted the types it may evaluate to; none is any
 */
export function celFaults(source: string, variables: CelVariables, wanted: readonly CelShape['is'][]): CelJudged {
  let node: CelNode;
  try {
    node = parseCel(source);
  } catch (error) {
    if (!(error instanceof CelSyntaxError)) throw error;
    return { faults: [`Syntax error: ${error.message}`], open: undefined, shape: UNKNOWN };
  }
  const { shape, faults } = checkCel(node, variables);
  if (faults.length > 0 || wanted.length === 0 || wanted.includes(shape.is)) return { faults, open: undefined, shape, node };
  if (shape.is === 'unknown') return { faults, open: `whether it is a ${wanted.join(' or ')}`, shape, node };
  return { faults: [`must evaluate to ${wanted.join(' or ')} but got ${shape.is}`], open: undefined, shape, node };
}
