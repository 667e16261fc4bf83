import { emitYaml } from '../../kernel/yaml-emitter.ts';
import { encodeLiteralBlock, encodeString } from '../../kernel/yaml-scalar.ts';
import { type Condition, type TemplateEntry, type TemplateItem, type TemplateNode, type TextPart } from './template-node.ts';
import { readValue } from './value-path.ts';

/**
 * A whole object as a Helm template: YAML in which values stand as actions, and every brace that
 * would begin an action otherwise is escaped.
 *
 * @param chart the component whose chart it is for; undefined for the umbrella
 */
export function templateText(node: TemplateNode, chart: string | undefined, when?: Condition): string {
  if (node.kind !== 'map') throw new Error('an object is a map');
  const writer = new Writer(chart);
  const body = writer.map(node.entries, '');
  return when === undefined ? `---\n${body}` : `{{- if ${writer.condition(when)} }}\n---\n${body}{{- end }}\n`;
}

/**
 * Literal text as it stands in a template: two braces would begin an action.
 *
 * @see https://pkg.go.dev/text/template#hdr-Text_and_spaces
 */
export function escapeBraces(text: string): string {
  return text.replaceAll('{{', '{{ "{{" }}');
}

const FIRST_KEYS = ['apiVersion', 'kind', 'metadata'];

class Writer {
  readonly #chart: string | undefined;

  constructor(chart: string | undefined) {
    this.#chart = chart;
  }

  condition(when: Condition): string {
    const value = readValue(when.path, this.#chart);
    if (when.is === 'equal') return `eq ${value} ${JSON.stringify(when.to)}`;
    return when.is === 'set' ? `not (kindIs "invalid" ${value})` : value;
  }

  map(entries: readonly TemplateEntry[], pad: string): string {
    const ordered = pad === '' ? [...FIRST_KEYS.flatMap((key) => entries.filter((entry) => entry.key === key)), ...entries.filter(({ key }) => !FIRST_KEYS.includes(key))] : entries;
    return this.#guarded(ordered, ({ key, node }) => `${pad}${escapeBraces(encodeString(key))}:${this.#after(node, pad)}`);
  }

  #list(items: readonly TemplateItem[], pad: string): string {
    return this.#guarded(items, ({ node }) => {
      if (node.kind === 'value' && node.holds === 'tree') return `${pad}- {{ ${readValue(node.path, this.#chart)} | toJson }}\n`;
      if (node.kind !== 'map' || node.entries.length === 0) return `${pad}-${this.#after(node, pad)}`;
      const [first, ...rest] = node.entries;
      // An action would take the place of the first key along with the line break before it.
      if (first!.when !== undefined) return `${pad}-\n${this.map(node.entries, `${pad}  `)}`;
      return `${pad}- ${this.map([first!], `${pad}  `).slice(pad.length + 2)}${this.map(rest, `${pad}  `)}`;
    });
  }

  /** Neighbours under one condition share its action. */
  #guarded<Part extends { readonly when?: Condition }>(parts: readonly Part[], write: (part: Part) => string): string {
    let out = '';
    let open: string | undefined;
    for (const part of parts) {
      const condition = part.when === undefined ? undefined : this.condition(part.when);
      if (open !== condition) {
        if (open !== undefined) out += '{{- end }}\n';
        if (condition !== undefined) out += `{{- if ${condition} }}\n`;
        open = condition;
      }
      out += write(part);
    }
    return open === undefined ? out : `${out}{{- end }}\n`;
  }

  #after(node: TemplateNode, pad: string): string {
    const inner = `${pad}  `;
    switch (node.kind) {
      case 'literal':
        return escapeBraces(typeof node.value === 'string' ? ` ${stringAfter(node.value, inner)}` : ` ${emitYaml(node.value)}`);
      case 'map':
        return node.entries.length === 0 ? ' {}\n' : `\n${this.map(node.entries, inner)}`;
      case 'list':
        return node.items.length === 0 ? ' []\n' : `\n${this.#list(node.items, inner)}`;
      case 'text':
        return ` ${this.#text(node.parts, inner)}`;
      case 'value': {
        const value = readValue(node.path, this.#chart);
        if (node.holds === 'tree') return `\n${inner}{{- toYaml ${value} | nindent ${inner.length} }}\n`;
        return ` {{ ${value} | ${node.holds === 'text' ? 'quote' : 'toJson'} }}\n`;
      }
    }
  }

  #text(parts: readonly TextPart[], inner: string): string {
    if (parts.length === 1 && typeof parts[0] === 'object') return `{{ ${readValue(parts[0].path, this.#chart)} | quote }}\n`;
    return this.#block(parts, inner) ?? this.#printf(parts);
  }

  /** Text of several lines stays readable; one that a block cannot carry, or that ends in empty lines, is undefined. */
  #block(parts: readonly TextPart[], inner: string): string | undefined {
    const whole = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
    if (!whole.includes('\n') || whole.includes(PLACE) || !endsFirmly(whole)) return undefined;
    const block = encodeLiteralBlock(parts.map((part) => (typeof part === 'string' ? part : PLACE)).join(''), inner);
    if (block === undefined) return undefined;
    const values = parts.filter((part) => typeof part === 'object').map((part) => readValue(part.path, this.#chart));
    let next = 0;
    // A brace right before an action would be read as part of it.
    return escapeBraces(block).replace(BRACE_AND_PLACE, (match) => `${match.length > 1 ? '{{ "{" }}' : ''}{{ ${values[next++]!} }}`);
  }

  #printf(parts: readonly TextPart[]): string {
    const format = parts.map((part) => (typeof part === 'string' ? part.replaceAll('%', '%%') : '%s')).join('');
    const values = parts.filter((part) => typeof part === 'object').map((part) => readValue(part.path, this.#chart));
    return `{{ printf ${JSON.stringify(format)} ${values.join(' ')} | quote }}\n`;
  }
}

/** Stands for a value while a block is laid out; private to whoever uses it. */
const PLACE = '\ue000';
const BRACE_AND_PLACE = /\{?\ue000/g;

function stringAfter(text: string, inner: string): string {
  if (text.includes('\n') && endsFirmly(text)) {
    const block = encodeLiteralBlock(text, inner);
    if (block !== undefined) return block;
  }
  return `${encodeString(text)}\n`;
}

/** An action that trims the line break before it would trim empty lines at the end of a block as well. */
function endsFirmly(text: string): boolean {
  return !/\n\s*\n$/.test(text);
}
