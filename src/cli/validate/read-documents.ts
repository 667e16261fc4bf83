import { readForKubernetes } from '../../kernel/kubernetes-dialect.ts';
import { type Json, type Manifest } from '../../kernel/manifest.ts';
import { type Positions, positionsIn } from '../../kernel/node-at-path.ts';
import { type Path, pathText } from '../../kernel/path.ts';
import { readPlainLines } from '../../kernel/plain-lines.ts';
import { type Problem, quoted, UserError } from '../../kernel/problem.ts';
import { MOST_PROBLEMS, openSource, type Position, type YamlSource } from '../../kernel/yaml-source.ts';
import { parseTree, type YamlDocument } from '../../kernel/yaml-tree.ts';
import { type Chunk, chunksOf } from './document-chunks.ts';
import { withoutSecret } from './without-secret.ts';

/** One object of a file, and where it and its fields stand. */
export interface ReadObject {
  readonly manifest: Manifest;
  readonly positions: Positions;
}

/** What a file holds. */
export interface ReadDocuments {
  readonly objects: readonly ReadObject[];
  /** What cannot be read, each with its line. */
  readonly problems: readonly Problem[];
  /** What is data for another program than the API server, in words. */
  readonly others: readonly string[];
}

/** Most bytes of a file that are read. */
export const MOST_BYTES = 16_777_216;

const MOST_DEEP = 200;
const MOST_NODES = 2_000_000;
/** The reader of plain lines remembers nothing of long ones, and its own time is linear. */
const LONGEST_PLAIN = 1_048_576;

/**
 * Reads the objects of a file as the API machinery would: many documents, YAML 1.1 or JSON, Lists unpacked. A
 * document that cannot be read is a problem, and the others are read all the same.
 *
 * @param file its name in problems
 */
export function readDocuments(bytes: Uint8Array | string, file: string): ReadDocuments {
  const reading = new Reading(file);
  try {
    reading.file(openSource(bytes, file, MOST_BYTES));
  } catch (error) {
    reading.fail(error, NOWHERE);
  }
  return reading;
}

class Reading implements ReadDocuments {
  readonly objects: ReadObject[] = [];
  readonly problems: Problem[] = [];
  readonly others: string[] = [];

  constructor(private readonly name: string) {}

  file(whole: YamlSource): void {
    for (const chunk of chunksOf(whole.text)) {
      try {
        this.chunk(chunk);
      } catch (error) {
        this.fail(error, chunk);
      }
    }
  }

  /** @throws whatever is no UserError */
  fail(error: unknown, chunk: Placed): void {
    if (!(error instanceof UserError)) throw error;
    this.report(error.problems, chunk);
  }

  private chunk(chunk: Chunk): void {
    const plain = chunk.body.length <= LONGEST_PLAIN ? readPlainLines(chunk.body, MOST_DEEP) : undefined;
    if (plain !== undefined) return this.value(plain, chunk, lazyPositions(chunk, this.name), []);
    const source = openSource(chunk.text, this.name, MOST_BYTES);
    const documents = parseTree(source, { maxDepth: MOST_DEEP, maxNodes: MOST_NODES });
    // Aliases written out may make much of little; rules look at all of it.
    const { values, problems } = readForKubernetes(source, documents, { maxAliases: 10_000, maxExpandedNodes: Math.min(MOST_NODES, 10_000 + 4 * chunk.text.length) });
    this.report(problems, chunk);
    if (problems.length > 0) return;
    for (const [index, value] of values.entries()) if (value !== null) this.value(value, chunk, positionsOf(source, documents[index]!, chunk), []);
  }

  /** Takes an object, or those of a List. */
  private value(value: Json, chunk: Chunk, positions: Positions, at: Path): void {
    const here = at.length === 0 ? positions : within(positions, at);
    const fault = faultOf(value);
    if (fault !== undefined) return this.report([{ ...(at.length === 0 ? {} : { path: pathText(at) }), ...fault, ...here.positionOf([]) }], { ...NOWHERE, text: chunk.text });
    const manifest = value as Manifest;
    const items = itemsOf(manifest);
    if (items !== undefined) {
      for (const [index, item] of items.entries()) this.value(itemOf(manifest, item), chunk, positions, [...at, 'items', index]);
    } else if (isForAnother(manifest)) this.others.push(`${manifest.kind} of ${manifest.apiVersion}`);
    else this.objects.push({ manifest, positions: here });
  }

  private report(problems: readonly Problem[], chunk: Placed): void {
    for (const problem of problems) {
      if (this.problems.length > MOST_PROBLEMS) return;
      const place = inFile({ line: problem.line ?? 1, column: problem.column ?? 1 }, chunk);
      if (this.problems.length === MOST_PROBLEMS) {
        this.problems.push({ file: this.name, ...place, message: `more than ${MOST_PROBLEMS} problems; the rest is not shown`, fix: 'mend those above first' });
        return;
      }
      this.problems.push(withoutSecret({ ...problem, file: this.name, ...place }, chunk.text));
    }
  }
}

/** Positions in a chunk that was read without the parser: it is parsed at the first question, and most are never asked. */
function lazyPositions(chunk: Chunk, file: string): Positions {
  let known: Positions | undefined;
  const positions = (): Positions => {
    if (known !== undefined) return known;
    const source = openSource(chunk.text, file, MOST_BYTES);
    return (known = positionsOf(source, parseTree(source, { maxDepth: MOST_DEEP, maxNodes: MOST_NODES })[0]!, chunk));
  };
  return { positionOf: (path) => positions().positionOf(path), keyPositionOf: (path) => positions().keyPositionOf(path) };
}

function positionsOf(source: YamlSource, { root }: YamlDocument, chunk: Placed): Positions {
  const positions = positionsIn(source, root);
  return { positionOf: (path) => inFile(positions.positionOf(path), chunk), keyPositionOf: (path) => inFile(positions.keyPositionOf(path), chunk) };
}

type Placed = Pick<Chunk, 'text' | 'line' | 'column'>;

const NOWHERE: Placed = { text: '', line: 0, column: 0 };

function inFile(position: Position, chunk: Pick<Chunk, 'line' | 'column'>): Position {
  return { line: position.line + chunk.line, column: position.column + (position.line === 1 ? chunk.column : 0) };
}

function within(positions: Positions, at: Path): Positions {
  return { positionOf: (path) => positions.positionOf([...at, ...path]), keyPositionOf: (path) => positions.keyPositionOf([...at, ...path]) };
}

/** What rules may trust: the API server tells objects apart by these fields. */
function faultOf(value: Json): Pick<Problem, 'message' | 'path' | 'fix'> | undefined {
  if (!isMap(value)) return { message: `a Kubernetes object must be a map, got ${Array.isArray(value) ? 'a list' : `the ${typeof value === 'object' ? 'empty value' : typeof value} ${quoted(value)}`}` };
  for (const field of ['apiVersion', 'kind']) {
    const got = Object.hasOwn(value, field) ? value[field] : undefined;
    if (typeof got !== 'string' || got === '') return { path: field, message: got === undefined ? `no Kubernetes object: ${field} is missing` : `${field} must be text, got ${quoted(got)}` };
  }
  if (itemsOf(value as unknown as Manifest) !== undefined || isForAnother(value as unknown as Manifest)) return undefined;
  const metadata = Object.hasOwn(value, 'metadata') ? value['metadata'] : undefined;
  return isMap(metadata) ? undefined : { path: 'metadata', message: metadata === undefined ? 'no Kubernetes object: metadata is missing' : 'metadata must be a map', fix: 'metadata: { name: <name> }' };
}

/** As kubectl unpacks them: whatever calls itself a list and has items. */
function itemsOf({ kind, items }: Manifest): readonly Json[] | undefined {
  if (!kind.endsWith('List')) return undefined;
  if (Array.isArray(items)) return items as readonly Json[];
  return kind === 'List' && (items === undefined || items === null) ? [] : undefined;
}

/** An item of `ConfigMapList` that does not say what it is, is what the list says. */
function itemOf({ apiVersion, kind }: Manifest, item: Json): Json {
  if (!isMap(item) || kind === 'List') return item;
  const says = (field: string): boolean => Object.hasOwn(item, field) && item[field] !== '' && item[field] !== null;
  if (says('apiVersion') || says('kind')) return item;
  return { ...item, apiVersion, kind: kind.slice(0, -'List'.length) };
}

/** Input of kustomize, which never comes to an API server. */
function isForAnother({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith('kustomize.config.k8s.io/');
}

function isMap(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
