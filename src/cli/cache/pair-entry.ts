import { type Manifest } from '../../kernel/manifest.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { isFileName } from '../dist/owned-folder.ts';
import { digestOf } from './digest.ts';

/** What is kept of one pair: the bytes of its files, and of each manifest what other pairs are compared by. */
export interface PairEntry {
  readonly files: RenderedPair['files'];
  /** Digest of everything by which this pair can disagree with another one. */
  readonly cross: string;
  /** What is previewed otherwise than its release file has it. */
  readonly notes: readonly string[];
}

/** All but the texts, which follow one after the other: as they are, they cost neither escapes nor a second copy. */
interface Head extends Pick<PairEntry, 'cross' | 'notes'> {
  readonly files: readonly (readonly [name: string, length: number, outline: Manifest])[];
}

/** The format of an entry. */
const FORM = 'slipway.pair-entry/v1';

/** An entry as bytes: a line with its format, the digest of the rest, which tells a whole entry from a damaged one, and its key. */
export function encodeEntry(key: string, { files, cross, notes }: PairEntry): Buffer {
  const head: Head = { cross, notes, files: files.map(({ name, text, manifest }) => [name, text.length, manifest]) };
  // Text by text: put together they would be copied once more.
  const texts = [`${JSON.stringify(head)}\n`, ...files.map(({ text }) => text)];
  const line = lineLength(key);
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + Buffer.byteLength(text), line));
  let at = line;
  for (const text of texts) at += bytes.write(text, at);
  bytes.write(`${FORM} ${digestOf(bytes.subarray(line))} ${key}\n`, 0, 'latin1');
  return bytes;
}

/** The entry in these bytes; undefined where they are not whole, or another key's. */
export function decodeEntry(key: string, bytes: Buffer): PairEntry | undefined {
  const line = lineLength(key);
  const rest = bytes.subarray(line);
  if (bytes.toString('latin1', 0, line) !== `${FORM} ${digestOf(rest)} ${key}\n`) return undefined;
  const body = rest.toString('utf8');
  const headEnd = body.indexOf('\n');
  const head = headOf(body.slice(0, headEnd));
  if (headEnd === -1 || head === undefined) return undefined;
  const { files, cross, notes } = head;
  let at = headEnd + 1;
  const texts = files.map(([name, length, manifest]) => ({ name, text: body.slice(at, (at += length)), manifest }));
  return at === body.length ? { files: texts, cross, notes } : undefined;
}

/** Undefined where no render gives such a thing: who can write to the cache can make the digests, too. */
function headOf(line: string): Head | undefined {
  let head: unknown;
  try {
    head = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(head) || typeof head['cross'] !== 'string' || !isListOf(head['notes'], (note) => typeof note === 'string')) return undefined;
  return isListOf(head['files'], isFile) ? (head as unknown as Head) : undefined;
}

function isFile(file: unknown): boolean {
  if (!Array.isArray(file) || file.length !== 3) return false;
  const [name, length, manifest] = file as unknown[];
  return typeof name === 'string' && isFileName(name) && Number.isSafeInteger(length) && (length as number) >= 0 && isRecord(manifest);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOf(value: unknown, isRight: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isRight);
}

function lineLength(key: string): number {
  return FORM.length + 1 + DIGEST_LENGTH + 1 + key.length + 1;
}

const DIGEST_LENGTH = 64;
