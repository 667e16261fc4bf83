import { type RawNode, type RawSchema } from './raw-schema.ts';
import { nodeOf, type SchemaNode } from './schema-node.ts';

/** From which Kubernetes minor to which a kind is served. */
export interface ServedKind {
  /** `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** The minors that serve it, first and last of each run: `[[28, 31], [33, 36]]`. */
  readonly minors: readonly (readonly [first: number, last: number])[];
}

/**
 * The schemas of Kubernetes' own kinds in one minor. The pack holds all minors, a definition that several
 * of them share once: below a line `@28-31,33-36` the definitions of these minors as lines `name json`, and
 * their kinds as `=apiVersion/kind name`. A definition is parsed when first used.
 */
export class CorePack {
  readonly minor: number;
  readonly #text: string;
  readonly #lines = new Map<string, string>();
  readonly #nodes = new Map<string, SchemaNode>();
  readonly #kinds = new Map<string, string>();
  #everServed: ReadonlyMap<string, ServedKind> | undefined;

  constructor(text: string, minor: number) {
    this.minor = minor;
    this.#text = text;
    for (const { minors, start, end } of sectionsOf(text)) {
      if (!minors.some(([first, last]) => first <= minor && minor <= last)) continue;
      for (let at = start; at < end; ) {
        const lineEnd = text.indexOf('\n', at);
        const space = text.indexOf(' ', at);
        const rest = text.slice(space + 1, lineEnd);
        if (text[at] === '=') this.#kinds.set(text.slice(at + 1, space), rest);
        else this.#lines.set(text.slice(at, space), rest);
        at = lineEnd + 1;
      }
    }
  }

  /** The schema of a kind (`apps/v1`, `Deployment`) where this minor serves it. */
  kind(apiVersion: string, kind: string): SchemaNode | undefined {
    const name = this.#kinds.get(`${apiVersion}/${kind}`);
    return name === undefined ? undefined : this.definition(name);
  }

  /** Every kind that some minor of the pack serves, by `apiVersion/kind`. */
  get everServed(): ReadonlyMap<string, ServedKind> {
    return (this.#everServed ??= everServedIn(this.#text));
  }

  /** Every kind that this minor serves, as `apiVersion/kind`. */
  get served(): Iterable<string> {
    return this.#kinds.keys();
  }

  /**
   * A definition by its name: `core.v1.PodSpec`, `meta.v1.ObjectMeta`.
   * @throws {Error} when the pack has none of that name, which is a defect of the pack
   */
  definition(name: string): SchemaNode {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const line = this.#lines.get(name);
    if (line === undefined) throw new Error(`the schemas of Kubernetes 1.${this.minor} have no ${name}`);
    const node = nodeOf(JSON.parse(line) as RawSchema | RawNode, (reference) => this.definition(reference));
    this.#nodes.set(name, node);
    return node;
  }
}

/** The minors of each section and where its lines are. */
function* sectionsOf(text: string): Iterable<{ readonly minors: ServedKind['minors']; readonly start: number; readonly end: number }> {
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf('\n', at) + 1;
    const next = text.indexOf('\n@', start);
    const end = next === -1 ? text.length : next + 1;
    yield { minors: minorsOf(text.slice(at + 1, start - 1)), start, end };
    at = end;
  }
}

function everServedIn(text: string): ReadonlyMap<string, ServedKind> {
  const served = new Map<string, ServedKind>();
  for (const { minors, start, end } of sectionsOf(text)) {
    for (const line of text.slice(start, end).split('\n')) {
      if (!line.startsWith('=')) continue;
      const key = line.slice(1, line.indexOf(' '));
      const slash = key.lastIndexOf('/');
      const before = served.get(key)?.minors ?? [];
      served.set(key, { apiVersion: key.slice(0, slash), kind: key.slice(slash + 1), minors: [...before, ...minors].sort((a, b) => a[0] - b[0]) });
    }
  }
  return served;
}

/** `28-31,33-36` as pairs. */
function minorsOf(text: string): ServedKind['minors'] {
  return text.split(',').map((run) => {
    const [first, last] = run.split('-');
    return [Number(first), Number(last)] as const;
  });
}
