import { type Signing } from '../git/commit.ts';
import { type RepositoryAddress } from '../git/repository-address.ts';
import { type Revision, type SourceRepository } from '../git/source-repository.ts';
import { type Problem } from '../../kernel/problem.ts';
import { type Deletion } from './consent.ts';
import { type PublishedState } from './published-state.ts';

/** One system in one environment, rendered, to be published. */
export interface PublishPair {
  readonly environment: string;
  readonly system: string;
  /** The manifests; paths are names inside `<environment>/<system>/`. */
  readonly files: readonly PublishFile[];
  /** The release's label for people. */
  readonly version: string;
  /** Id of the bundle, 64 hex digits. */
  readonly bundle: string;
  /** Commit whose constructs rendered it. */
  readonly definition: string;
}

/** A file as data. */
export interface PublishFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a publish owns besides the folders of its pairs: one file, or a folder with everything in it. */
export type OwnedPath =
  | { readonly kind: 'file'; readonly path: string; readonly bytes: Uint8Array; readonly pairs: readonly string[] }
  | { readonly kind: 'folder'; readonly path: string; readonly files: readonly PublishFile[]; readonly pairs: readonly string[] };

/** Everything that a publish needs to know. */
export interface PublishRequest {
  readonly repository: RepositoryAddress;
  /** The branch that Argo CD follows. @default main */
  readonly branch?: string;
  /** The branch of published states and evidence. @default slipway-ledger */
  readonly ledger?: string;
  readonly source: SourceRepository;
  readonly revision: Revision;
  readonly pairs: readonly PublishPair[];
  /**
   * Files besides. Those with `pairs` (`<environment>/<system>`) are written when one of these is;
   * those without when everything published is newer than what is there. @default none
   */
  readonly owned?: readonly OwnedPath[];
  /** Which pairs `pairs` are all of: one that was published and is none of them is to be removed. */
  readonly scope: PublishScope;
  /** Pairs of the scope that are neither published nor removed. @default none */
  readonly leftOut?: readonly LeftOut[];
  /** What a state on the ledger says and cannot be; nothing is published onto one. @default nothing is asked */
  readonly judgeState?: (state: PublishedState) => Promise<Problem | undefined>;
  /** Consents to deletions. @default none */
  readonly deletions?: readonly Deletion[];
  /** `push` to the followed branch, `propose` on a branch of its own, or only `compare` with one of the two. */
  readonly mode: 'push' | 'propose' | 'compare' | 'compare-proposal';
  /** Whether a publish that changes nothing makes a commit, so that Argo CD tries again. @default false */
  readonly retry?: boolean;
  /** How commits are signed. @default not at all */
  readonly signing?: Signing | undefined;
  /** Folder for temporary clones. */
  readonly scratch: string;
}

/** A part of all pairs; an absent or empty list restricts nothing. */
export interface PublishScope {
  readonly environments?: readonly string[];
  readonly systems?: readonly string[];
  /** Environments that it is not about. */
  readonly except?: readonly string[];
}

/** A pair of which everything stays as it is. */
export interface LeftOut {
  readonly environment: string;
  readonly system: string;
  /** The release's label for people. */
  readonly version: string;
  /** Why, and the line to type. */
  readonly reason: string;
}

/** What a publish takes from outside besides git. */
export interface PublishSurroundings {
  /** Milliseconds, of any beginning. */
  now(): number;
  /** From 0 up to, without, 1. */
  random(): number;
  sleep(milliseconds: number): Promise<void>;
  /** What it is doing, for a person. */
  progress(text: string): void;
}

/** `<environment>/<system>`. */
export function pairKey({ environment, system }: { readonly environment: string; readonly system: string }): string {
  return `${environment}/${system}`;
}
