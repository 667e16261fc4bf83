import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { makeScratch, removeScratch } from './scratch-folder.ts';

/** How many bundles are kept: those of the definitions that a few systems have live. */
const MOST = 8;

/** Where a project's slipway keeps what it built. */
const BUNDLE = join('.slipway', 'bundle');

/** Bundles that former definitions were built into, so that each is built once. */
export interface BundleCache {
  /** Lays the bundle of a definition, where it is kept, into the folder that the definition lies in. */
  restore(folder: string, key: string): boolean;
  /** Keeps what was built there. */
  keep(folder: string, key: string): void;
}

/**
 * What is built of a commit depends on this and nothing else: its code, its lock file among it, the
 * node that runs it, and the packages. Overlays and rendered files are no code, so that all releases
 * of one definition share a bundle.
 */
export async function bundleKey(git: Git, commit: string, folder: string): Promise<string> {
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').trim();
  const entries = (await git.ask({ options: ['ls-tree', '-z', '--full-tree', `${commit}:${prefix}`] })).toString('utf8').split('\0').filter((line) => !/\t(overlays|dist)$/.test(line));
  const packages = join(folder, 'node_modules');
  const parts = [process.version, process.platform, process.arch, existsSync(packages) ? realpathSync(packages).replace(realpathSync(folder), '.') : '', ...entries];
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

/**
 * The bundles that are kept in a folder. None is trusted: the definition's own slipway compares the
 * digest of the bundle and of every source with what its stamp says, and builds anew where one
 * differs. A bundle comes into being in one step, and is never changed; what is not there, or goes
 * while it is read, is built.
 */
export function openBundleCache(parent: string): BundleCache {
  return {
    restore(folder, key) {
      const kept = join(parent, key);
      const bundle = join(folder, BUNDLE);
      try {
        const names = readdirSync(kept);
        mkdirSync(bundle, { recursive: true });
        for (const name of names) copyFileSync(join(kept, name), join(bundle, name));
        const now = new Date();
        utimesSync(kept, now, now);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
        return false;
      }
    },
    keep(folder, key) {
      const bundle = join(folder, BUNDLE);
      if (existsSync(join(parent, key)) || !existsSync(bundle)) return;
      const names = readdirSync(bundle, { withFileTypes: true }).filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp')).map(({ name }) => name);
      // A file that asks where it lies was told a folder that is gone the next time.
      if (names.some((name) => readFileSync(join(bundle, name)).includes(folder))) return;
      const made = makeScratch(parent);
      try {
        for (const name of names) copyFileSync(join(bundle, name), join(made, name));
        renameSync(made, join(parent, key));
      } catch (error) {
        // Another process was faster, and kept the same; or there is no room, and it is built anew.
        removeScratch(made);
        if (!['EEXIST', 'ENOTEMPTY', 'ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      }
      bound(parent);
    },
  };
}

/** Removes those that nobody used for the longest time; each goes in one step, too. */
function bound(parent: string): void {
  const kept = readdirSync(parent)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => ({ name, used: statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.used - a.used || (a.name < b.name ? -1 : 1));
  for (const { name } of kept.slice(MOST)) {
    const gone = makeScratch(parent);
    try {
      renameSync(join(parent, name), join(gone, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    removeScratch(gone);
  }
}
