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
  readonly pairs: readonly PublishedPairReport[];
  /** Changed files of no pair's folder. */
  readonly besides: readonly PublishedFile[];
  readonly notes: readonly { readonly file: string; readonly line: number; readonly message: string }[];
}

/** What became of one pair. */
export interface PublishedPairReport {
  readonly environment: string;
  readonly system: string;
  readonly outcome: 'changed' | 'unchanged' | 'superseded' | 'removed' | 'retried';
  readonly version: string;
  readonly bundle: string;
  readonly definition: string;
  readonly tree: string;
  readonly reason?: string;
  readonly changes: readonly PublishedFile[];
}

/** A file and what became of it. */
export interface PublishedFile {
  readonly file: string;
  readonly change: 'added' | 'changed' | 'removed';
}
