import { type LeftOut } from '../delivery/publish/publish-request.ts';
import { type FileChange, type PairResult } from '../delivery/publish/publish-result.ts';

/** What a publish did, or would do. */
export interface PublishReport {
  readonly outcome: 'published' | 'unchanged' | 'superseded' | 'proposed' | 'compared';
  /** Address without credentials. */
  readonly repository: string;
  /** The branch that was, or would be, moved. */
  readonly branch: string;
  /** The branch that Argo CD follows. */
  readonly base: string;
  readonly revision: string;
  /** The commit that was made. */
  readonly commit?: string;
  /** Which retry it is. */
  readonly retry?: number;
  /** Where the two branches can be compared. */
  readonly compare?: string;
  readonly pairs: readonly PairResult[];
  /** Pairs of which everything stays as it is. */
  readonly leftOut: readonly LeftOut[];
  /** Changed files of no pair's folder. */
  readonly besides: readonly FileChange[];
  /** What lies below argocd in the GitOps repository and nobody published. @default nothing */
  readonly foreign?: readonly string[];
  readonly notes: readonly { readonly file?: string; readonly line?: number; readonly message: string }[];
}
