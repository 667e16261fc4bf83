import { type CelEntry, type CelNode } from './cel-ast.ts';
import { NAMESPACES } from './cel-evaluator.ts';
import { checkMacro, isMacro } from './cel-check-macro.ts';
import { callFault } from './cel-call-forms.ts';
import { operatorShape } from './cel-check-operator.ts';
import { CEL_CALLS, CEL_SPACES, CEL_TYPES, TEXT_METHODS } from './cel-names.ts';
import { BOOL, type CelShape, type CelVariables, DYN, isOpen, listShape, mapShape, TYPE, UNKNOWN } from './cel-shape.ts';
import { CelUint, type CelValue } from './cel-value.ts';

/** What a check of types found. */
export interface CelChecked {
  /** Of the value it has; `unknown` where that isn't followed here. */
  readonly shape: CelShape;
  /** What the API server refuses the expression for. */
  readonly faults: readonly string[];
}

/**
 * Checks the names and types of an expression as the API server does before it stores one, as far as they are
 * sure: what it finds is refused there too, and not everything that is refused there is found.
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#overview
 */
export function checkCel(node: CelNode, variables: CelVariables): CelChecked {
  const faults: string[] = [];
  const fault = (text: string): CelShape => {
    if (faults.length < MOST_FAULTS && !faults.includes(text)) faults.push(text);
    return UNKNOWN;
  };
  return { shape: checkerFor(fault, false).shapeOf(node, variables, 0), faults };
}

/** Gives the parts of an expression their shapes, and keeps what is wrong with them. */
export interface CelChecker {
  /** Keeps a fault; what has one is of no known shape. */
  readonly fault: (text: string) => CelShape;
  readonly shapeOf: (node: CelNode, variables: CelVariables, depth: number) => CelShape;
  /** Whether what is written out in one list may be of several types, as for format(). */
  readonly mayMix: boolean;
}

function checkerFor(fault: CelChecker['fault'], mayMix: boolean): CelChecker {
  const checker: CelChecker = { fault, mayMix, shapeOf: (part, names, depth) => (depth > DEEPEST ? UNKNOWN : shapeOf(part, names, checker, depth + 1)) };
  return checker;
}

const MOST_FAULTS = 10;
/** Below, nothing is checked: a chain of operators may nest as deep as it is long. */
const DEEPEST = 1000;

function shapeOf(node: CelNode, variables: CelVariables, checker: CelChecker, depth: number): CelShape {
  const below = (part: CelNode): CelShape => checker.shapeOf(part, variables, depth);
  const entry = ({ value, optional }: CelEntry): CelShape => {
    const shape = below(value);
    return optional ? UNKNOWN : shape;
  };
  switch (node.is) {
    case 'literal':
      return literalShape(node.value);
    case 'name':
      return variables.get(node.name) ?? (CEL_TYPES.has(node.name) ? TYPE : CEL_SPACES.has(node.name) ? UNKNOWN : checker.fault(`undeclared reference to '${node.name}'`));
    case 'select':
      return fieldShape(below(node.of), node.field, node.optional, checker);
    case 'index': {
      below(node.index);
      const of = below(node.of);
      if (node.optional || isOpen(of)) return node.optional ? UNKNOWN : of;
      return of.is === 'list' ? of.items : of.is === 'map' ? of.values : checker.fault(`no matching overload for '_[_]' on ${of.is}`);
    }
    case 'list':
      return listShape(itemShape(node.items.map(entry), checker));
    case 'map':
      for (const { key } of node.entries) below(key);
      return mapShape(itemShape(node.entries.map(entry), checker));
    case 'struct':
      for (const { value } of node.entries) below(value);
      return UNKNOWN;
    case 'call':
      return callShape(node, variables, checker, depth);
  }
}

function callShape(node: Extract<CelNode, { is: 'call' }>, variables: CelVariables, checker: CelChecker, depth: number): CelShape {
  const { name, target, args } = node;
  const below = (part: CelNode): CelShape => checker.shapeOf(part, variables, depth);
  if (target === undefined && name === 'has' && args.length === 1) {
    if (args[0]!.is !== 'select' || args[0]!.optional) return checker.fault('invalid argument to has() macro: write has(a.b)');
    below(args[0]!);
    return BOOL;
  }
  if (target === undefined && !/^\w/.test(name)) return operatorShape(name, args.map(below), checker);
  if (target === undefined && name === 'in') return operatorShape(name, args.map(below), checker);
  if (isMacro(node)) return checkMacro(node, variables, checker, depth);
  const isSpaced = target?.is === 'name' && (NAMESPACES.has(target.name) || target.name === 'jsonpatch') && !variables.has(target.name);
  const full = isSpaced ? `${target.name}.${name}` : name;
  const inside = name === 'format' ? checkerFor(checker.fault, true) : checker;
  const of = target === undefined || isSpaced ? undefined : inside.shapeOf(target, variables, depth);
  const shapes = args.map((arg) => inside.shapeOf(arg, variables, depth));
  const made = CEL_CALLS.get(full);
  if (made === undefined) return checker.fault(`undeclared reference to '${full}'`);
  const fault = callFault(full, of, shapes, args);
  if (fault !== undefined) return checker.fault(fault);
  if (of !== undefined && TEXT_METHODS.has(name) && !isOpen(of) && of.is !== 'string') return checker.fault(`no matching overload for '${name}' on ${of.is}`);
  return made;
}

/** A field of something: objects know theirs, maps have any, and other values none. */
function fieldShape(of: CelShape, field: string, optional: boolean, checker: CelChecker): CelShape {
  if (isOpen(of)) return optional ? UNKNOWN : of;
  const found = of.is === 'object' ? of.field(field) : of.is === 'map' ? of.values : undefined;
  if (found === undefined) return checker.fault(of.is === 'object' ? `undefined field '${field}'` : `type '${of.is}' does not support field selection`);
  return optional ? UNKNOWN : found;
}

function literalShape(value: CelValue): CelShape {
  if (value === null) return { is: 'null' };
  if (value instanceof Uint8Array) return { is: 'bytes' };
  if (value instanceof CelUint) return { is: 'uint' };
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'bigint':
      return { is: 'int' };
    case 'number':
      return { is: 'double' };
    case 'string':
      return { is: 'string' };
    default:
      return UNKNOWN;
  }
}

/** What is written out in one list or map is of one type. */
function itemShape(shapes: readonly CelShape[], { fault, mayMix }: CelChecker): CelShape {
  const [first = DYN] = shapes;
  const known = shapes.filter(({ is }) => is !== 'unknown');
  const other = known.find(({ is }) => is !== known[0]!.is);
  if (other !== undefined && !mayMix) return fault(`expected type '${known[0]!.is}' but found '${other.is}'`);
  return shapes.every(({ is }) => is === first.is) && first.is !== 'object' ? first : UNKNOWN;
}
