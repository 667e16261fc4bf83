import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { extractCommit } from '../definition/extract-commit.ts';
import { extractOverlays, isOwnCode } from '../definition/own-code.ts';
import { providePackages } from '../definition/provide-packages.ts';
import { makeScratch, removeScratch } from '../definition/scratch-folder.ts';

/** Files of a commit in a temporary folder, with some of them replaced. */
export interface TipFolder {
  readonly path: string;
  /**
   * Whether what runs now is the code of the commit, so that its overlays are all that is in the
   * folder; else it holds the whole commit with its packages, to be rendered by its own slipway.
   */
  readonly isOurs: boolean;
  close(): void;
}

/** What is laid out. */
export interface TipFolderOptions {
  readonly root: string;
  readonly git: Git;
  readonly commit: string;
  /** Text by path, in place of what the commit has. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Whether `npm ci` may fetch packages. */
  readonly install: boolean;
}

/** Lays out a commit of this repository. */
export async function openTipFolder({ root, git, commit, replaced, install }: TipFolderOptions): Promise<TipFolder> {
  const path = makeScratch(join(root, '.slipway', 'release'));
  const close = (): void => removeScratch(path);
  try {
    const isOurs = await isOwnCode(git, commit);
    if (isOurs) await extractOverlays(git, commit, path);
    else {
      await extractCommit(git, commit, path);
      await providePackages(root, path, commit, install);
    }
    for (const [file, text] of replaced) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    }
    return { path, isOurs, close };
  } catch (error) {
    close();
    throw error;
  }
}
