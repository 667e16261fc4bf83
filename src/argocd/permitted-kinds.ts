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
  { group: 'autoscaling', kind: 'HorizontalPodAutoscaler' },
  { group: 'barmancloud.cnpg.io', kind: 'ObjectStore' },
  { group: 'batch', kind: 'Job' },
  { group: 'external-secrets.io', kind: 'ExternalSecret' },
  { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' },
  { group: 'monitoring.coreos.com', kind: 'PodMonitor' },
  { group: 'monitoring.coreos.com', kind: 'PrometheusRule' },
  { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
  { group: 'networking.k8s.io', kind: 'Ingress' },
  { group: 'networking.k8s.io', kind: 'NetworkPolicy' },
  { group: 'policy', kind: 'PodDisruptionBudget' },
  { group: 'postgresql.cnpg.io', kind: 'Cluster' },
  { group: 'postgresql.cnpg.io', kind: 'ScheduledBackup' },
];

/** Every cluster-scoped kind that constructs make; permitted by name only. */
const CONSTRUCT_CLUSTER_KINDS: readonly Kind[] = [
  { group: '', kind: 'Namespace' },
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
