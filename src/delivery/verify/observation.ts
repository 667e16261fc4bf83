/** What one look at Argo CD showed. */
export type Sight =
  /** Its answer, not yet read. */
  | { readonly kind: 'application'; readonly application: unknown }
  /** It has no such Application, or does not show it to whoever asks. */
  | { readonly kind: 'absent'; readonly message: string }
  /** It refuses to answer. */
  | { readonly kind: 'denied'; readonly message: string }
  /** It did not answer, or not sensibly. */
  | { readonly kind: 'unreachable'; readonly message: string };

/** A look, and when it was: milliseconds since 1970. */
export type Observation = Sight & { readonly now: number };

/** How a revision of the GitOps repository stands to the published commit. */
export type RevisionFacts =
  | {
      /** The published commit itself, one that descends from it, one it descends from, or none of these. */
      readonly relation: 'same' | 'after' | 'before' | 'apart';
      /** Git tree of the pair's folder there; undefined where there is none. */
      readonly tree: string | undefined;
    }
  /** The repository does not know it (yet), or could not be asked. */
  | { readonly relation: 'unknown' };

/** What must come to be. */
export interface Expectation {
  /** Name of the Application. */
  readonly application: string;
  /** Folder of the pair in the GitOps repository, `<environment>/<system>`. */
  readonly path: string;
  /** The commit that was published. */
  readonly commit: string;
  /** Git tree of the folder at that commit. */
  readonly tree: string;
  /** Where the Application must deploy to. @default anywhere */
  readonly destination?: { readonly name?: string | undefined; readonly server?: string | undefined; readonly namespace: string };
}

/** How long something bad must last until it is believed, in milliseconds. */
export interface Patience {
  /** From the first look; then it has timed out. @default 1800000 */
  readonly timeout: number;
  /** Degraded after the sync succeeded: an autoscaler has no metrics at first. @default 180000 */
  readonly degraded: number;
  /** A failed operation that has attempts left. @default 60000 */
  readonly failed: number;
  /** An Application that was there is gone or being deleted. @default 60000 */
  readonly gone: number;
  /** Argo CD refuses to answer, or the Application follows another folder, or goes elsewhere. @default 60000 */
  readonly denied: number;
}

/** The patience of somebody who watches a deployment of half an hour at most. */
export const PATIENCE: Patience = { timeout: 1_800_000, degraded: 180_000, failed: 60_000, gone: 60_000, denied: 60_000 };
