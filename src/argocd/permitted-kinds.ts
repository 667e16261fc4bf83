import { CLUSTER_SCOPED } from '../../imports/scopes.ts';
import { type Kind } from './argocd-facts.ts';

/**
 * Every namespaced kind that constructs make, whether a system has one now or not: Argo CD drops
 * live objects of a kind that the AppProject does not permit before it compares, so that the last
 * HorizontalPodAutoscaler would go on scaling after it left git. Kinds are added, never removed.
 */
const CONSTRUCT_KINDS: readonly Kind[] = [
  { group: '', kind: 'ConfigMap' },
  { group: '', kind: 'LimitRange' },
  { group: '', kind: 'ResourceQuota' },
  { group: '', kind: 'Service' },
  { group: '', kind: 'ServiceAccount' },
  { group: 'apps', kind: 'Deployment' },
  { group: 'apps', kind: 'StatefulSet' },
  { group: 'argoproj.io', kind: 'AnalysisTemplate' },
  { group: 'argoproj.io', kind: 'Rollout' },
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
  { group: 'batch', kind: 'CronJob' },
  { group: 'batch', kind: 'Job' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'gateway.envoyproxy.io', kind: 'BackendTrafficPolicy' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'grafana.integreatly.org', kind: 'GrafanaDashboard' },
  { group: 'kafka.strimzi.io', kind: 'Kafka' },
  { group: 'kafka.strimzi.io', kind: 'KafkaNodePool' },
  { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', kind: 'Probe' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  { group: 'networking.istio.io', kind: 'EnvoyFilter' },
  { group: 'networking.istio.io', kind: 'VirtualService' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'policy.linkerd.io', kind: 'AuthorizationPolicy' },
  { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication' },
  { group: 'policy.linkerd.io', kind: 'NetworkAuthentication' },
  { group: 'policy.linkerd.io', kind: 'Server' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'postgresql.cnpg.io', kind: 'Cluster' },
  { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
  { group: 'secrets-store.csi.x-k8s.io', kind: 'SecretProviderClass' },
  { group: 'security.istio.io', kind: 'AuthorizationPolicy' },
  { group: 'security.istio.io', kind: 'PeerAuthentication' },
];

/**
 * Kinds that constructs make, and that no system may write unless `argocd.kindsOf` in environments.yaml says
 * so: whoever writes to the GitOps repository could otherwise give rights to anybody.
 */
export const KINDS_BY_DECLARATION: readonly Kind[] = [
  { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  { group: 'rbac.authorization.k8s.io', kind: 'RoleBinding' },
];

/** Every cluster-scoped kind that constructs make; permitted by name only. */
const CONSTRUCT_CLUSTER_KINDS: readonly Kind[] = [
  { group: '', kind: 'Namespace' },
  { group: 'policies.kyverno.io', kind: 'ImageValidatingPolicy' },
  { group: 'policy.sigstore.dev', kind: 'ClusterImagePolicy' },
  { group: 'scheduling.k8s.io', kind: 'PriorityClass' },
];

/** The namespaced kinds that an AppProject permits, sorted: those of constructs and those declared. */
export function namespacedKinds(declared: readonly Kind[]): Kind[] {
  return sortedSet([...CONSTRUCT_KINDS, ...declared.filter((kind) => !isClusterScoped(kind))]);
}

/** The cluster-scoped kinds that an AppProject permits, sorted. */
export function clusterKinds(declared: readonly Kind[]): Kind[] {
  return sortedSet([...CONSTRUCT_CLUSTER_KINDS, ...declared.filter(isClusterScoped)]);
}

/**
 * Names that cluster-scoped objects of an instance may have, as Argo CD matches them. Two
 * installations in one cluster must not fight over an object, so each name carries the instance.
 */
export function clusterNamesOf(kind: Kind, instance: string): string[] {
  return kind.group === '' && kind.kind === 'Namespace' ? [instance] : [instance, `${instance}-*`];
}

/** Whether objects of the kind belong to no namespace; a kind that nobody imported counts as namespaced. */
export function isClusterScoped({ group, kind }: Kind): boolean {
  return CLUSTER_SCOPED.has(`${group}/${kind}`);
}

/** A kind as people write it: `batch/CronJob`, `Pod` for the core group. */
export function shownKind({ group, kind }: Kind): string {
  return group === '' ? kind : `${group}/${kind}`;
}

function sortedSet(kinds: readonly Kind[]): Kind[] {
  const byKey = new Map(kinds.map(({ group, kind }) => [`${group}/${kind}`, { group, kind }]));
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, kind]) => kind);
}
