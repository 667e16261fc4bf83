import { type CelEntry, type CelNode } from './cel-ast.ts';
import { CelSyntaxError } from './cel-error.ts';
import { type CelToken, celTokens } from './cel-token.ts';
import { CelUint, INT_LEAST, INT_MOST, UINT_MOST } from './cel-value.ts';

/**
 * Takes an expression apart. Operators become calls of their sign (`_+_` as `+`), so that one table of
 * functions serves both.
 * @throws {CelSyntaxError} when it is no CEL
 */
export function parseCel(source: string): CelNode {
  return new CelParser(celTokens(source)).whole();
}

/** The API server allows no deeper nesting. */
const DEEPEST = 250;
/** Words that name nothing: a rule reaches a field of that name as `__in__`. */
const KEYWORDS: ReadonlySet<string> = new Set(['false', 'in', 'null', 'true']);
const RELATIONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

class CelParser {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly CelToken[]) {}

  whole(): CelNode {
    const node = this.expression();
    if (this.token.kind !== 'end') this.refuse();
    return node;
  }

  private expression(): CelNode {
    if (++this.#depth > DEEPEST) throw new CelSyntaxError(`nested deeper than ${DEEPEST}`);
    const condition = this.binary(0);
    let node = condition;
    if (this.skips('?')) {
      const yes = this.binary(0);
      this.expect(':');
      node = call('?:', [condition, yes, this.expression()]);
    }
    this.#depth--;
    return node;
  }

  /** The operators by how loosely they bind. */
  private binary(level: number): CelNode {
    const signs = LEVELS[level];
    if (signs === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const { kind, text } = this.token;
      const isOperator = (kind === 'sign' || (kind === 'name' && text === 'in')) && signs.has(text);
      if (!isOperator) return left;
      this.#at++;
      left = call(text, [left, this.binary(level + 1)]);
    }
  }

  private unary(): CelNode {
    if (this.skips('!')) return this.deeper(() => call('!', [this.unary()]));
    if (this.tokens[this.#at]!.text === '-' && this.token.kind === 'sign') {
      const next = this.tokens[this.#at + 1]!;
      this.#at++;
      if (next.kind === 'int' || next.kind === 'double') {
        this.#at++;
        return this.member(numberOf(next, '-'));
      }
      return this.deeper(() => call('-_', [this.unary()]));
    }
    return this.member(this.primary());
  }

  private deeper(parse: () => CelNode): CelNode {
    if (++this.#depth > DEEPEST) throw new CelSyntaxError(`nested deeper than ${DEEPEST}`);
    const node = parse();
    this.#depth--;
    return node;
  }

  private member(of: CelNode): CelNode {
    let node = of;
    for (;;) {
      if (this.skips('.')) {
        const optional = this.skips('?');
        const name = this.field();
        if (!optional && this.skips('(')) node = { is: 'call', name, target: node, args: this.args(')') };
        else node = { is: 'select', of: node, field: name, optional };
      } else if (this.skips('[')) {
        const optional = this.skips('?');
        node = { is: 'index', of: node, index: this.expression(), optional };
        this.expect(']');
      } else {
        const type = this.meets('{') ? qualifiedName(node) : undefined;
        if (type === undefined) return node;
        this.#at++;
        node = { is: 'struct', type, entries: this.entries('}', () => this.structEntry()) };
      }
    }
  }

  private primary(): CelNode {
    if (this.skips('(')) {
      const node = this.expression();
      this.expect(')');
      return node;
    }
    if (this.skips('[')) return { is: 'list', items: this.entries(']', () => this.entry()) };
    if (this.skips('{')) return { is: 'map', entries: this.entries('}', () => this.mapEntry()) };
    const isRooted = this.skips('.');
    const { token } = this;
    if (isRooted && token.kind !== 'name') this.refuse();
    this.#at++;
    switch (token.kind) {
      case 'int':
      case 'uint':
      case 'double':
        return numberOf(token, '');
      case 'string':
        return { is: 'literal', value: token.text };
      case 'bytes':
        return { is: 'literal', value: new TextEncoder().encode(token.text) };
      case 'name':
        return this.named(token.text);
      default:
        this.#at--;
        return this.refuse();
    }
  }

  private named(name: string): CelNode {
    if (name === 'true' || name === 'false') return { is: 'literal', value: name === 'true' };
    if (name === 'null') return { is: 'literal', value: null };
    if (this.skips('(')) return { is: 'call', name, target: undefined, args: this.args(')') };
    return { is: 'name', name };
  }

  private args(end: string): readonly CelNode[] {
    return this.entries(end, () => this.expression());
  }

  private entry(): CelEntry {
    const optional = this.skips('?');
    return { optional, value: this.expression() };
  }

  private mapEntry(): CelEntry & { readonly key: CelNode } {
    const optional = this.skips('?');
    const key = this.expression();
    this.expect(':');
    return { optional, key, value: this.expression() };
  }

  private structEntry(): CelEntry & { readonly field: string } {
    const optional = this.skips('?');
    const field = this.field();
    this.expect(':');
    return { optional, field, value: this.expression() };
  }

  private entries<T>(end: string, parse: () => T): readonly T[] {
    const entries: T[] = [];
    while (!this.skips(end)) {
      entries.push(parse());
      if (!this.skips(',') && !this.meets(end)) this.refuse();
    }
    return entries;
  }

  private get token(): CelToken {
    return this.tokens[this.#at]!;
  }

  private meets(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.text === sign;
  }

  private skips(sign: string): boolean {
    if (!this.meets(sign)) return false;
    this.#at++;
    return true;
  }

  private expect(sign: string): void {
    if (!this.skips(sign)) this.refuse();
  }

  private field(): string {
    if (this.token.kind !== 'name' || KEYWORDS.has(this.token.text)) this.refuse();
    return this.tokens[this.#at++]!.text;
  }

  private refuse(): never {
    const { kind, text, at } = this.token;
    throw new CelSyntaxError(kind === 'end' ? 'ends too early' : `${JSON.stringify(text)} at ${at} doesn't belong there`);
  }
}

const LEVELS: readonly ReadonlySet<string>[] = [new Set(['||']), new Set(['&&']), new Set([...RELATIONS, 'in']), new Set(['+', '-']), new Set(['*', '/', '%'])];

/** `Object.spec` of `Object.spec{...}`; undefined for what is no name. */
function qualifiedName(node: CelNode): string | undefined {
  const steps: string[] = [];
  let at = node;
  for (; at.is === 'select' && !at.optional; at = at.of) steps.push(at.field);
  return at.is === 'name' ? [at.name, ...steps.reverse()].join('.') : undefined;
}

function call(name: string, args: readonly CelNode[]): CelNode {
  return { is: 'call', name, target: undefined, args };
}

function numberOf({ kind, text }: CelToken, sign: '' | '-'): CelNode {
  if (kind === 'double') return { is: 'literal', value: Number(`${sign}${text}`) };
  const size = BigInt(kind === 'uint' ? text.slice(0, -1) : text);
  const value = sign === '-' ? -size : size;
  if (kind === 'uint') {
    if (value > UINT_MOST) throw new CelSyntaxError(`${text} is no uint`);
    return { is: 'literal', value: new CelUint(value) };
  }
  if (value < INT_LEAST || value > INT_MOST) throw new CelSyntaxError(`${sign}${text} is no int`);
  return { is: 'literal', value };
}
