import { type Manifest } from '../../kernel/manifest.ts';

/** What Argo CD says of the state of an object; undefined for a kind without a state. */
export type Health = 'Healthy' | 'Progressing' | 'Suspended' | 'Degraded' | 'Missing' | 'Unknown';

/** By which request an object is sent. */
export interface ApplyHow {
  /** `replace` puts the whole object in place of what is there; `update` does so for what must not be made anew. */
  readonly verb: 'apply' | 'create' | 'update' | 'replace';
  /** Whether what cannot be changed is deleted and made anew; an apply on the server never does. */
  readonly force: boolean;
  readonly serverSide: boolean;
}

/** The cluster as a sync sees it and acts on it. */
export interface Cluster {
  /** The objects of the Application that are there, hooks too, by key. */
  readonly live: ReadonlyMap<string, Manifest>;
  /** Whether the object is there, even if it is not the Application's. */
  has(key: string): boolean;
  /** Creates the object, or applies it onto what is there. @returns why that failed, undefined where it didn't */
  apply(key: string, target: Manifest, how: ApplyHow): string | undefined;
  /** Asks for the deletion; the object may stay for a while. @returns why that failed, undefined where it didn't */
  remove(key: string): string | undefined;
  /** Whether its deletion was asked for, and it is there still. */
  isBeingDeleted(key: string): boolean;
  /** undefined: objects of this kind have no state, and pass. */
  healthOf(key: string, live: Manifest): Health | undefined;
  /** Whether the API server knows the kind, in this version. @default it does */
  isServed?(object: Manifest): boolean;
  /** Whether the Application's project allows the object. @default it does */
  isPermitted?(object: Manifest): boolean;
  /** What a dry run on the client refuses. @default nothing @returns why, undefined where it is fine */
  dryRun?(target: Manifest): string | undefined;
  /** Another one whenever an object comes, goes or changes. @default nobody knows, and each call looks at all objects */
  readonly version?: number;
}
