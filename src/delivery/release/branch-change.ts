import { type Commit, type Signing } from '../git/commit.ts';
import { type Git } from '../git/git.ts';
import { type FileChange } from '../publish/publish-result.ts';
import { type PublishFile } from '../publish/publish-request.ts';

/** A commit that a change is made on. */
export interface TipView {
  readonly id: string;
  readonly commit: Commit;
  /** What a file of the project holds there; undefined where there is none. */
  file(path: string): Promise<Buffer | undefined>;
}

/** What shall be different; paths are relative to the project. */
export interface BranchChange {
  /** Files; undefined bytes: it goes. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array | undefined }[];
  /** Folders, each to hold exactly these files. */
  readonly folders: readonly { readonly path: string; readonly files: readonly PublishFile[] }[];
  readonly message: string;
}

/** A change of a branch of this repository. */
export interface BranchRequest {
  /** Git in the project. */
  readonly git: Git;
  /** @default main */
  readonly branch?: string | undefined;
  /** Name of the remote that has the branch; undefined: it is changed here. */
  readonly remote: string | undefined;
  /** `push` to the branch, `propose` on a branch of its own, or only `compare`. */
  readonly mode: 'push' | 'propose' | 'compare';
  /** The branch of a proposal, told from what is proposed. */
  proposal(): string;
  readonly signing?: Signing | undefined;
  readonly author: { readonly name: string; readonly email: string };
  /** Milliseconds since 1970. */
  readonly now: number;
  /**
   * Makes the change for a tip, anew for each tip that is tried; undefined: the tip has it already.
   * What it throws ends everything.
   */
  change(tip: TipView): Promise<BranchChange | undefined>;
}

/** What became of a change. */
export interface BranchResult {
  /**
   * `committed`: there is a commit, made by this run; `proposed`: it is on a branch of its own;
   * `unchanged`: the branch has it all; `compared`: what would be.
   */
  readonly outcome: 'committed' | 'proposed' | 'unchanged' | 'compared';
  /** The branch that was, or would be, moved. */
  readonly branch: string;
  /** The commit that the change is on. */
  readonly tip: string;
  readonly commit?: string | undefined;
  readonly message?: string | undefined;
  /** Sorted by file, as paths in the project. */
  readonly changes: readonly FileChange[];
}
