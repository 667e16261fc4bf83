import { closeSync, constants, fstatSync, openSync, readFileSync, readdirSync } from 'node:fs';
import { entryKind, listingOf } from '../../overlays/overlay-folder.ts';
import { digestOf } from './digest.ts';
import { type FileStat, isSettled, statOf } from './file-stat.ts';
import { type Looked, type StatIndex } from './stat-index.ts';
import { isSame, setRow } from './stat-row.ts';

/** What the overlays are now, compared with an index. */
export interface OverlaysNow {
  /** Both in the order of the index. */
  readonly folders: Looked;
  readonly files: Looked;
  /** Positions of the files whose content has changed. */
  readonly changed: ReadonlySet<number>;
  /** Whether the index says less than is known now. */
  readonly isStale: boolean;
}

/** What they say concerns many pairs, and only their parsers know which. */
const OF_ALL = ['overlays/environments.yaml', 'overlays/waivers.yaml'];

/**
 * Looks at all overlays, by stats where these prove something. Undefined where more has changed than the
 * content of files of pairs: files came or went, or what is said of all of them changed.
 *
 * @param start the file system's clock, before
 */
export function lookAtOverlays(root: string, index: StatIndex, start: number): OverlaysNow | undefined {
  let isStale = false;
  const { overlayFolders, overlayFiles } = index;
  const folderStats = overlayFolders.stats.slice();
  for (const [at, path] of overlayFolders.paths.entries()) {
    const stat = statOf(`${root}/${path}`);
    if (isSame(folderStats, at, stat)) continue;
    if (stat === undefined || !stat.isDirectory() || listed(`${root}/${path}`) !== overlayFolders.digests[at]) return undefined;
    const settled = isSettled(stat, start);
    isStale ||= settled;
    setRow(folderStats, at, settled ? stat : undefined);
  }
  const changed = new Set<number>();
  const fileStats = overlayFiles.stats.slice();
  const digests = [...overlayFiles.digests];
  for (const [at, path] of overlayFiles.paths.entries()) {
    if (isSame(fileStats, at, statOf(`${root}/${path}`))) continue;
    const now = readNow(`${root}/${path}`);
    if (now === undefined) return undefined;
    const settled = isSettled(now.stat, start);
    isStale ||= settled;
    setRow(fileStats, at, settled ? now.stat : undefined);
    if (now.digest === digests[at]) continue;
    if (OF_ALL.includes(path)) return undefined;
    digests[at] = now.digest;
    changed.add(at);
  }
  return { folders: { ...overlayFolders, stats: folderStats }, files: { ...overlayFiles, digests, stats: fileStats }, changed, isStale };
}

function listed(path: string): string {
  return digestOf(listingOf(readdirSync(path, { withFileTypes: true }).map((entry) => ({ name: entry.name, kind: entryKind(entry) }))));
}

/** Undefined where it is no plain file, or cannot be read. */
function readNow(path: string): { readonly digest: string; readonly stat: FileStat } | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return undefined;
    return { digest: digestOf(readFileSync(descriptor)), stat };
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
