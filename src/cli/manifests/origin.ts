import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { repositoryAddress } from '../../delivery/git/repository-address.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { type Environments } from '../../overlays/environments.ts';
import { gitopsAddress } from '../release/gitops-address.ts';
import { type PairManifests, type WantedPairs } from './pair-manifests.ts';
import { commitOf, pairsAtRef } from './pairs-at-ref.ts';
import { pairsInFolder } from './pairs-in-folder.ts';
import { pairsPublished } from './pairs-published.ts';

/** Where the other side of a comparison is read. */
export interface Origin {
  /** As it is shown. */
  readonly shown: string;
  /** Where it is a commit of this repository. */
  readonly commit?: string;
  pairs(wanted: WantedPairs): Promise<readonly PairManifests[]>;
}

/** What an origin is looked for in. */
export interface OriginOptions {
  readonly root: string;
  /** Git in the root. */
  readonly git: Git;
  readonly gitops: Environments['gitops'];
}

/**
 * What a word names: `nothing`; `gitops`, the configured GitOps repository, or the address of one; a folder laid
 * out as `dist` is; a commit, branch or tag of this repository, whose `dist` counts. The first that fits.
 *
 * @throws UserError where it names none of them
 */
export async function openOrigin(word: string, { root, git, gitops }: OriginOptions): Promise<Origin> {
  if (word === 'nothing') return { shown: 'an empty cluster', pairs: () => Promise.resolve([]) };
  if (word === 'gitops' || /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s]+@[^/\s]+:/i.test(word) || isRepository(resolve(word))) {
    const repository = word === 'gitops' ? gitopsAddress(undefined, gitops === undefined ? {} : { gitops }) : repositoryAddress(word, process.cwd());
    const branch = gitops?.branch ?? 'main';
    return { shown: `${branch} of ${repository.shown}`, pairs: (wanted) => pairsPublished({ repository, branch, scratch: join(root, '.slipway', 'gitops'), wanted }) };
  }
  const folder = resolve(word);
  if (existsSync(folder) && statSync(folder).isDirectory()) return { shown: word, pairs: (wanted) => Promise.resolve(pairsInFolder(folder, word, wanted)) };
  const commit = await commitOf(git, word);
  if (commit !== undefined) return { shown: word, commit, pairs: (wanted) => pairsAtRef({ git, commit, shown: word, folder: 'dist', wanted }) };
  throw new UserError({ message: `${quoted(word)} is no folder, and no commit, branch or tag of this repository`, allowed: 'a ref, a folder laid out as dist is, the address of a GitOps repository, gitops, or nothing', fix: 'HEAD' });
}

/** A bare repository, or one with a work tree that holds what is published. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'));
}
