/** The repository that Argo CD pulls from, and where Argo CD is. */
export interface ArgocdFacts {
  /** Address of the GitOps repository, as Argo CD reads it. */
  readonly repository: string;
  /** The branch Argo CD follows. */
  readonly branch: string;
  /** Namespace that Argo CD runs in, and keeps Applications in. */
  readonly namespace: string;
  /** Kinds that systems may render besides those that constructs make. */
  readonly kinds: readonly Kind[];
  /** Kinds that one system alone may render besides those, by system. */
  readonly kindsOf: Readonly<Record<string, readonly Kind[]>>;
}

/** The kinds that a system may render besides those that constructs make. */
export function declaredKinds({ kinds, kindsOf }: Pick<ArgocdFacts, 'kinds' | 'kindsOf'>, system: string): readonly Kind[] {
  return [...kinds, ...(Object.hasOwn(kindsOf, system) ? kindsOf[system]! : [])];
}

/** A kind, of whatever version. */
export interface Kind {
  /** API group, empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** What Argo CD has to know of an environment. */
export interface ArgocdEnvironment {
  readonly name: string;
  readonly stage: string;
  readonly cluster: {
    /** Name of the cluster, as Argo CD knows it. */
    readonly name: string;
    /** Address of its API server, where Argo CD finds it by that. */
    readonly server?: string;
  };
  readonly target: { readonly tier: Tier };
  readonly promotion: { readonly requires: readonly { readonly check: string }[] };
  readonly argocd?: {
    /** @default the weekend, where releases must be approved; none elsewhere */
    readonly syncWindows?: readonly SyncWindow[];
    readonly notifications: readonly Notification[];
  };
}

/** "release" behaves as production does; "development" may cut corners. */
export type Tier = 'development' | 'release';

/** A time in which Argo CD starts no sync by itself. */
export interface SyncWindow {
  /** When it begins: a cron schedule of five parts. */
  readonly schedule: string;
  /** How long it lasts, in hours, minutes and seconds: `62h`. */
  readonly duration: string;
  /** Time zone of the schedule, by its IANA name. */
  readonly timeZone: string;
  /** What it is for, for people. */
  readonly description?: string;
}

/** Who hears of what. */
export interface Notification {
  /** Trigger of Argo CD's notifications: `on-sync-failed`. */
  readonly trigger: string;
  /** Service that carries it: `slack`. */
  readonly service: string;
  /** Recipients as the service names them; none where the service needs none. */
  readonly recipients: readonly string[];
}

/** A system in an environment, by name. */
export interface ArgocdPair {
  readonly environment: string;
  readonly system: string;
}
