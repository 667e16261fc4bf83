/**
 * The facts of the place a system is rendered for. They come from `overlays/environments.yaml`;
 * a construct asks for a fact (is there a mesh? which zones?), never for an environment's name.
 */
export interface Target {
  /** Kubernetes minor version of the cluster, such as `1.36`. */
  readonly kubernetes: string;
  /** `release` behaves as production does; `development` may cut corners. */
  readonly tier: 'development' | 'release';
  /** Availability zones that nodes stand in; at least one. */
  readonly zones: readonly string[];
  /** Named sets of nodes that workloads may ask for. */
  readonly nodePools: Readonly<Record<string, NodePool>>;
  /** The DNS domain that every host name of this target lies in. */
  readonly domain: string;
  /** Where ExternalSecrets read from; absent where the target has none. */
  readonly secretStore?: SecretStoreRef | undefined;
  /** How traffic from outside enters; absent where nothing is exposed. */
  readonly exposure?: Exposure | undefined;
  /** The service mesh that pods join. */
  readonly mesh: 'none' | 'istio' | 'linkerd';
  /** The Prometheus operator's place; absent where there is none. */
  readonly monitoring?: Monitoring | undefined;
  /** The cluster's DNS server, as pods reach it. */
  readonly dns: PodPeer;
  /** The Kubernetes API as pods reach it, for operators' instances inside the namespace. */
  readonly apiServer: CidrPeer & { readonly port: number };
  /** Digest-pinned image that the smoke test runs: a small image with a POSIX shell and curl. */
  readonly probeImage: string;
  /** Storage classes; absent means the cluster's default. */
  readonly storage: { readonly class?: string | undefined; readonly snapshotClass?: string | undefined };
  /** Variables that the platform itself sets in pods; contracts need not declare them. */
  readonly platformVariables: readonly string[];
}

/** A set of nodes: the labels that select it and the taints that its pods must tolerate. */
export interface NodePool {
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly {
    readonly key: string;
    readonly value?: string | undefined;
    readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  }[];
}

/** The store that ExternalSecrets name. */
export interface SecretStoreRef {
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
  /** How often the operator reads the store, as a Kubernetes duration such as `1h`. */
  readonly refreshInterval: string;
}

/** Ingress controller or Gateway of the target; `from` are the pods traffic comes from. */
export type Exposure =
  | {
      readonly kind: 'ingress';
      readonly class: string;
      /** cert-manager ClusterIssuer that writes the host's certificate; absent: TLS ends elsewhere. */
      readonly issuer?: string | undefined;
      readonly from: PodPeer;
    }
  | {
      readonly kind: 'gateway';
      readonly name: string;
      readonly namespace: string;
      /** Listener of the Gateway; absent: any that fits. */
      readonly section?: string | undefined;
      readonly from: PodPeer;
    };

/** Where Prometheus runs and what it selects monitors and rules by. */
export interface Monitoring {
  /** The Prometheus pods, which the scrape comes from. */
  readonly from: PodPeer;
  /** Labels that ServiceMonitors and PrometheusRules must carry to be selected. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods in a namespace, by label; an empty label map is every pod of the namespace. */
export interface PodPeer {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses, as CIDR blocks. */
export interface CidrPeer {
  readonly cidrs: readonly string[];
  /** Blocks left out of those that hold them, such as private ranges of `0.0.0.0/0`. @default none */
  readonly except?: readonly string[] | undefined;
}
