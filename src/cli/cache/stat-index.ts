import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isFolderName } from '../dist/owned-folder.ts';
import { digestOf } from './digest.ts';
import { putFile } from './put-file.ts';
import { ROW, type StatRow } from './stat-row.ts';

/**
 * What a whole render read and wrote, so that the next one knows by stats alone what is as it was: the way
 * of git's index (https://git-scm.com/docs/racy-git).
 */
export interface StatIndex {
  /** Digest of what renders (see render-identity.ts), and of which bundle and questions it was made. */
  readonly bundle: string;
  readonly identity: string;
  readonly reads: readonly string[];
  /** Digest of the facts of each environment. */
  readonly facts: Readonly<Record<string, string>>;
  /** The day, `2026-12-31` UTC, after which fewer findings may stay; empty where none does for now. */
  readonly waivedUntil: string;
  /** Folders of overlays, from the project: what lay in them. */
  readonly overlayFolders: Looked;
  /** Overlay files that were read, from the project: what they held. */
  readonly overlayFiles: Looked;
  /** The folders of the output that hold others; of these nothing but the stats counts. */
  readonly containers: Looked;
  readonly pairs: readonly IndexedPair[];
  readonly argocd: readonly IndexedArgocd[];
}

/** Files or folders that were looked at. */
export interface Looked {
  readonly paths: readonly string[];
  /** Of each one's content. */
  readonly digests: readonly string[];
  readonly stats: StatRow;
}

/** A folder that was written or found to be right. */
export interface WrittenFolder {
  /** Its files, in order. */
  readonly names: readonly string[];
  /** The folder's own stat, then that of each file. */
  readonly stats: StatRow;
}

/** A pair, what it was rendered from, and what became of it. */
export interface IndexedPair extends WrittenFolder {
  readonly environment: string;
  readonly system: string;
  /** Digest of its waivers (see pair-key.ts). */
  readonly waived: string;
  readonly key: string;
  /** Positions of its files among the overlay files, in the order of its key. */
  readonly inputs: readonly number[];
  readonly cross: string;
  readonly notes: readonly string[];
}

/** A folder of `dist/argocd`. */
export interface IndexedArgocd extends WrittenFolder {
  readonly path: string;
}

const FORM = 'slipway.stat-index/v2';
const FILE = 'index';
const DIGEST_LENGTH = 64;

/** Everything but names and stats, which are many. */
interface Head extends Pick<StatIndex, 'bundle' | 'identity' | 'reads' | 'facts' | 'waivedUntil'> {
  readonly looked: readonly Omit<Looked, 'stats'>[];
  readonly pairs: readonly (readonly [environment: string, system: string, waived: string, key: string, cross: string, inputs: readonly number[], files: number, ...notes: string[]])[];
  readonly argocd: readonly (readonly [path: string, files: number])[];
  /** All names there are, by which those of the files are numbers: many folders hold files of the same names. */
  readonly names: readonly string[];
}

/** Writes the index, whole or not at all. Stats are numbers as they are: tens of thousands of them would take long as text. */
export function writeIndex(folder: string, index: StatIndex): void {
  const looked = [index.overlayFolders, index.overlayFiles, index.containers];
  const written: readonly WrittenFolder[] = [...index.pairs, ...index.argocd];
  const rows = [...looked, ...written].map(({ stats }) => stats);
  const names = new Map<string, number>();
  const name = new Uint32Array(written.reduce((sum, one) => sum + one.names.length, 0));
  let named = 0;
  for (const one of written) {
    for (const each of one.names) {
      let number = names.get(each);
      if (number === undefined) names.set(each, (number = names.size));
      name[named] = number;
      named += 1;
    }
  }
  const { bundle, identity, reads, facts, waivedUntil } = index;
  const head: Head = {
    bundle,
    identity,
    reads,
    facts,
    waivedUntil,
    looked: looked.map(({ paths, digests }) => ({ paths, digests })),
    pairs: index.pairs.map(({ environment, system, waived, key, cross, inputs, names: own, notes }) => [environment, system, waived, key, cross, inputs, own.length, ...notes]),
    argocd: index.argocd.map(({ path, names: own }) => [path, own.length]),
    names: [...names.keys()],
  };
  const text = Buffer.from(`${JSON.stringify(head)}\n`);
  // In one piece from the start: it is megabytes.
  const begin = FORM.length + 1 + DIGEST_LENGTH + 1;
  const bytes = Buffer.allocUnsafe(rows.reduce((sum, row) => sum + row.byteLength, begin + text.length + name.byteLength));
  let at = begin;
  for (const part of [text, name, ...rows]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  bytes.write(`${FORM} ${digestOf(bytes.subarray(begin))}\n`, 0, 'latin1');
  putFile(join(folder, FILE), bytes);
}

/** The index of the last whole render; undefined where there is none, or none that is whole. */
export function readIndex(folder: string): StatIndex | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(folder, FILE));
  } catch {
    return undefined;
  }
  const end = bytes.indexOf(10);
  const body = bytes.subarray(end + 1);
  if (end !== -1 && bytes.toString('latin1', 0, end) === `${FORM} ${digestOf(body)}`) {
    try {
      return decode(body);
    } catch {
      // Another version's, of the same name.
    }
  }
  rmSync(join(folder, FILE), { recursive: true, force: true });
  return undefined;
}

function decode(body: Buffer): StatIndex {
  const headEnd = body.indexOf(10);
  const head = JSON.parse(body.toString('utf8', 0, headEnd)) as Head;
  const count = [...head.pairs.map((pair) => pair[6]), ...head.argocd.map(([, files]) => files)].reduce((sum, files) => sum + files, 0);
  const namesEnd = headEnd + 1 + count * Uint32Array.BYTES_PER_ELEMENT;
  // Copies, since the numbers of an array must lie at a multiple of their size.
  const nameNumbers = new Uint32Array(new Uint8Array(body.subarray(headEnd + 1, namesEnd)).buffer);
  const numbers = new Float64Array(new Uint8Array(body.subarray(namesEnd)).buffer);
  let at = 0;
  let name = 0;
  const rows = (stats: number): StatRow => {
    const from = at;
    at += stats * ROW;
    return numbers.subarray(from, at);
  };
  const written = (files: number): WrittenFolder => {
    const names: string[] = [];
    for (const end = name + files; name < end; name += 1) names.push(head.names[nameNumbers[name]!]!);
    return { names, stats: rows(files + 1) };
  };
  const [overlayFolders, overlayFiles, containers] = head.looked.map((looked): Looked => ({ ...looked, stats: rows(looked.paths.length) })) as [Looked, Looked, Looked];
  if (!head.pairs.every(([environment, system]) => isFolderName(environment) && isFolderName(system))) throw new Error('a pair without a name');
  return {
    bundle: head.bundle,
    identity: head.identity,
    reads: head.reads,
    facts: head.facts,
    waivedUntil: head.waivedUntil,
    overlayFolders,
    overlayFiles,
    containers,
    pairs: head.pairs.map(([environment, system, waived, key, cross, inputs, files, ...notes]) => ({ environment, system, waived, key, cross, inputs, notes, ...written(files) })),
    argocd: head.argocd.map(([path, files]) => ({ path, ...written(files) })),
  };
}
