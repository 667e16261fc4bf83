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
  /**
   * Whether the mesh runs its proxies as native sidecars (init containers that restart), so that Jobs end.
   * Without it the pods of Jobs stay outside the mesh.
   */
  readonly nativeSidecars: boolean;
  /** How Argo Rollouts shifts traffic; absent where the controller is not installed. */
  readonly rollouts?: Rollouts | undefined;
  /** Whose signatures images must carry; absent where the cluster does not look. */
  readonly imagePolicy?: ImagePolicy | undefined;
  /** Where programs send traces and logs; absent where nobody collects them. */
  readonly telemetry?: Telemetry | undefined;
  /** Where dashboards go; absent where there is no Grafana operator. */
  readonly dashboards?: Dashboards | undefined;
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
  /** What stands behind it: each product names and nests its values in its own way. */
  readonly provider: SecretProvider;
  /**
   * How values come into pods: as a Secret that External Secrets Operator writes, or as files of a
   * Secrets Store CSI volume.
   */
  readonly via: 'external-secrets' | 'csi';
  /** The provider's own parameters of a SecretProviderClass, such as `vaultAddress`; for `csi` alone. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a secret store is. */
export type SecretProvider = 'vault' | 'aws-secrets-manager' | 'aws-parameter-store' | 'azure-key-vault' | 'gcp-secret-manager';

/** How Argo Rollouts shifts traffic between two versions; `replicas` knows no other way than the number of pods. */
export interface Rollouts {
  readonly traffic: 'istio' | 'gateway-api' | 'replicas';
  /** Prometheus as the controller's analysis asks it, such as `http://prometheus.monitoring:9090`; absent: no error rate is looked at. */
  readonly prometheus?: string | undefined;
}

/** Which signatures an image must carry before the cluster runs it. */
export interface ImagePolicy {
  readonly engine: 'sigstore' | 'kyverno';
  /** Public keys, PEM; any one suffices. */
  readonly keys: readonly string[];
  /** Identities that sign without a key of their own; any one suffices. */
  readonly identities: readonly { readonly issuer: string; readonly subject: string }[];
}

/** The collectors of traces and logs. */
export interface Telemetry {
  /** OTLP over gRPC, such as `http://otel-collector.observability:4317`. */
  readonly otlp: string;
  /** Loki's push address, for programs that send their own logs; absent: logs are read from standard output. */
  readonly loki?: string | undefined;
  /** Tempo's address, for programs that link to traces. */
  readonly tempo?: string | undefined;
  /** The pods that listen there. */
  readonly to: PodPeer;
}

/** What Grafana's operator selects dashboards by. */
export interface Dashboards {
  /** Labels of the Grafana instance. */
  readonly instance: Readonly<Record<string, string>>;
}

/** What lets traffic in; `from` are the pods it comes from. */
export type Exposure =
  | {
      readonly kind: 'ingress';
      readonly class: string;
      /** The program behind the class, whose annotations differ. */
      readonly controller: 'nginx' | 'traefik' | 'other';
      /** cert-manager ClusterIssuer that writes the host's certificate; absent: TLS ends elsewhere. */
      readonly issuer?: string | undefined;
      readonly from: PodPeer;
    }
  | {
      /** A Gateway of the Gateway API. */
      readonly kind: 'gateway';
      readonly name: string;
      readonly namespace: string;
      /** Listener of the Gateway; absent: any that fits. */
      readonly section?: string | undefined;
      /** The program behind the Gateway, whose policies differ. */
      readonly controller: 'envoy-gateway' | 'istio' | 'other';
      readonly from: PodPeer;
    }
  | {
      /** A Gateway of Istio's own API, which VirtualServices are bound to. */
      readonly kind: 'istio';
      readonly name: string;
      readonly namespace: string;
      readonly from: PodPeer;
    };

/** Where Prometheus runs and what it selects monitors and rules by. */
export interface Monitoring {
  /** The Prometheus pods, which the scrape comes from. */
  readonly from: PodPeer;
  /** Labels that ServiceMonitors and PrometheusRules must carry to be selected. */
  readonly labels: Readonly<Record<string, string>>;
  /** What asks URLs from outside of the system; absent where nothing does. */
  readonly prober?: Prober | undefined;
}

/** A blackbox exporter, as Prometheus reaches it. */
export interface Prober {
  /** `host:port`, such as `blackbox-exporter.monitoring:9115`. */
  readonly address: string;
  /** The exporter's module that asks for a 2xx answer. */
  readonly module: string;
}

/** Pods in a namespace, by label; an empty label map is every pod of the namespace. */
export interface PodPeer {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Whether they are in the target's mesh. @default Istio's own gateways are, others are not */
  readonly meshed?: boolean | undefined;
}

/** Addresses, as CIDR blocks. */
export interface CidrPeer {
  readonly cidrs: readonly string[];
  /** Blocks left out of those that hold them, such as private ranges of `0.0.0.0/0`. @default none */
  readonly except?: readonly string[] | undefined;
}
