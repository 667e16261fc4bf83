/** A folder of `dist` that belongs to no pair alone, and what is rendered into it. */
export interface RenderedFolder {
  /** Below `dist`, with forward slashes: `argocd/projects`. */
  readonly path: string;
  /** Whether the files are Kubernetes objects, or input of an ApplicationSet, which no cluster takes. */
  readonly holds: 'manifests' | 'inputs';
  /** Whether all of the folder was rendered, so that any other file in it is gone. */
  readonly whole: boolean;
  /** Sorted by name. */
  readonly files: readonly { readonly name: string; /** The bytes, UTF-8. */ readonly text: string }[];
}
