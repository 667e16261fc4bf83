import { BOOL, type CelShape, isOpen, listShape, mapShape, UNKNOWN } from './cel-shape.ts';

/** What an operator makes of shapes; a fault where it takes none such. */
export function operatorShape(sign: string, shapes: readonly CelShape[], { fault }: { readonly fault: (text: string) => CelShape }): CelShape {
  const [a = UNKNOWN, b = UNKNOWN, c = UNKNOWN] = shapes;
  const refuse = (): CelShape => fault(`no matching overload for '${sign}' applied to '(${shapes.map(({ is }) => is).join(', ')})'`);
  switch (sign) {
    case '!':
    case '&&':
    case '||':
      return shapes.every((shape) => isOpen(shape) || shape.is === 'bool') ? BOOL : refuse();
    case '?:':
      if (!isOpen(a) && a.is !== 'bool') return refuse();
      return CLEAR.has(b.is) && CLEAR.has(c.is) && b.is !== c.is ? refuse() : eitherShape(b, c);
    case '==':
    case '!=':
      return CLEAR.has(a.is) && CLEAR.has(b.is) && a.is !== b.is ? refuse() : BOOL;
    case '<':
    case '<=':
    case '>':
    case '>=':
      return isOpen(a) || isOpen(b) || (ORDERED.has(a.is) && (a.is === b.is || (NUMBERS.has(a.is) && NUMBERS.has(b.is)))) ? BOOL : refuse();
    case 'in':
      if (!isOpen(b) && b.is !== 'list' && b.is !== 'map') return refuse();
      if (b.is === 'list' && CLEAR.has(a.is) && CLEAR.has(b.items.is) && a.is !== b.items.is) return refuse();
      return BOOL;
    case '-_':
      return isOpen(a) || a.is === 'int' || a.is === 'double' ? a : a.is === 'duration' ? UNKNOWN : refuse();
    default:
      return arithmeticShape(sign, a, b, refuse);
  }
}

/** One of two: what they have in common. */
function eitherShape(a: CelShape, b: CelShape): CelShape {
  if (a === b) return a;
  if (a.is === 'list' && b.is === 'list') return listShape(eitherShape(a.items, b.items));
  if (a.is === 'map' && b.is === 'map') return mapShape(eitherShape(a.values, b.values));
  return a.is === b.is && a.is !== 'object' && a.is !== 'dyn' ? a : UNKNOWN;
}

/** Types that are equal to none but their own. */
const CLEAR: ReadonlySet<string> = new Set(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'duration', 'timestamp', 'type', 'object']);
const NUMBERS: ReadonlySet<string> = new Set(['int', 'uint', 'double']);
const ORDERED: ReadonlySet<string> = new Set(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'duration', 'timestamp']);
const TIMES: ReadonlySet<string> = new Set(['duration', 'timestamp']);

function arithmeticShape(sign: string, a: CelShape, b: CelShape, refuse: () => CelShape): CelShape {
  if (a.is === 'dyn' && b.is === 'dyn') return a;
  // One that is sure decides which addition it is.
  const sure = isOpen(a) ? b : isOpen(b) ? a : undefined;
  if (sure !== undefined && (NUMBERS.has(sure.is) || sure.is === 'string')) return sign === '+' || NUMBERS.has(sure.is) ? sure : refuse();
  if (isOpen(a) || isOpen(b)) return UNKNOWN;
  if (TIMES.has(a.is) && TIMES.has(b.is)) return timeShape(sign, a, b) ?? refuse();
  if (a.is !== b.is) return refuse();
  if (NUMBERS.has(a.is)) return sign === '%' && a.is === 'double' ? refuse() : a;
  if (sign === '+' && (a.is === 'string' || a.is === 'bytes')) return a;
  return sign === '+' && a.is === 'list' ? UNKNOWN : refuse();
}

function timeShape(sign: string, a: CelShape, b: CelShape): CelShape | undefined {
  if (sign === '+') return a.is === 'timestamp' && b.is === 'timestamp' ? undefined : a.is === 'duration' ? b : a;
  if (sign !== '-') return undefined;
  return a.is === b.is ? { is: 'duration' } : a.is === 'timestamp' ? a : undefined;
}
