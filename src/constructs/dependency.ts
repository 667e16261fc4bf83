import { type CidrPeer, type PodPeer } from './target.ts';
import { type Variables } from './variable.ts';

/**
 * Something a workload uses. Declared once, in `uses`, it yields the variables the program reads,
 * the files it mounts, and one network edge for each port.
 */
export interface Dependency {
  /** What it is called in the names of edges: `postgres`, `api`. */
  readonly name: string;
  /** Variables that a user of it gets. */
  readonly variables: Variables;
  /** Where it is reached; empty for what is no network peer, such as secrets. */
  readonly endpoints: readonly Endpoint[];
  /** Secrets whose keys are mounted read-only as files. @default none */
  readonly files?: readonly SecretFiles[];
}

/** A port of a dependency and who answers there. */
export interface Endpoint {
  readonly port: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
  readonly peer: ComponentPeer | PodPeer | CidrPeer;
}

/** Pods of a component of the same system. */
export interface ComponentPeer {
  readonly component: string;
  /** Labels of its pods where an operator, not slipway, labels them. @default the system's selector */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A Secret mounted read-only: the directory, and the file of each key. */
export interface SecretFiles {
  /** The Secret; of a volume that the Secrets Store CSI driver fills, the SecretProviderClass instead. */
  readonly secret: string;
  /** @default 'secret' */
  readonly volume?: 'secret' | 'csi';
  /** Absolute directory, such as `/etc/tradepulse/db`. */
  readonly directory: string;
  /** File name by key. A CSI volume names its files itself. */
  readonly items: Readonly<Record<string, string>>;
}
