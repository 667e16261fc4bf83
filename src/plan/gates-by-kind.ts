import { type Gate } from './gate.ts';

const READY: Gate = { until: 'Ready', by: 'operator', degrades: true };
const route: Gate = { until: 'Accepted and ResolvedRefs', by: 'third-party', degrades: true };

/**
 * What a sync waits for by the kind alone, as `group/Kind`. A kind that is not here and not in
 * {@link gateOf} has no state, and passes: ConfigMap, Secret, ServiceAccount, roles, Namespace, NetworkPolicy,
 * ResourceQuota, PriorityClass, all of Istio's and Linkerd's, ServiceMonitor, PodMonitor, Probe, PrometheusRule,
 * SecretProviderClass, ClusterImagePolicy, AnalysisTemplate, KafkaNodePool, ScheduledBackup, ObjectStore.
 *
 * @see https://github.com/argoproj/argo-cd/tree/master/gitops-engine/pkg/health
 * @see https://github.com/argoproj/argo-cd/tree/master/resource_customizations
 */
export const GATES_BY_KIND: Readonly<Record<string, Gate>> = {
  '/Pod': { until: 'Ready, or ended well', by: 'pods', degrades: true },
  '/PersistentVolumeClaim': { until: 'Bound, by a pod that mounts it', by: 'claim', degrades: true },
  'apps/ReplicaSet': { until: 'all its pods are available', by: 'pods', degrades: true },
  'policy/PodDisruptionBudget': { until: 'its status is written', by: 'controller', degrades: true },
  'apiextensions.k8s.io/CustomResourceDefinition': { until: 'Established', by: 'controller', degrades: true },
  'apiregistration.k8s.io/APIService': { until: 'Available', by: 'third-party', degrades: false },
  // A run that is under way is waited for, and one that failed fails the sync.
  'batch/CronJob': { until: 'its last run has succeeded', by: 'schedule', degrades: true },
  // No condition at all is Progressing; a metric that cannot be had is Degraded.
  'autoscaling/HorizontalPodAutoscaler': { until: 'able to scale', by: 'metrics', degrades: true },
  'autoscaling.k8s.io/VerticalPodAutoscaler': { until: 'a recommendation is made', by: 'metrics', degrades: true },
  'keda.sh/ScaledObject': { until: 'Ready', by: 'metrics', degrades: true },
  'keda.sh/ScaledJob': { until: 'Ready', by: 'metrics', degrades: true },
  // A controller that writes no status leaves it Progressing for good.
  'networking.k8s.io/Ingress': { until: 'an address is in its status', by: 'third-party', degrades: false },
  'extensions/Ingress': { until: 'an address is in its status', by: 'third-party', degrades: false },
  'gateway.networking.k8s.io/Gateway': { until: 'Accepted and Programmed', by: 'third-party', degrades: true },
  'gateway.networking.k8s.io/GatewayClass': { until: 'Accepted', by: 'third-party', degrades: true },
  'gateway.networking.k8s.io/ListenerSet': { until: 'Accepted and Programmed', by: 'third-party', degrades: true },
  'gateway.networking.k8s.io/HTTPRoute': route,
  'gateway.networking.k8s.io/GRPCRoute': route,
  'gateway.networking.k8s.io/TLSRoute': route,
  'gateway.networking.k8s.io/BackendTLSPolicy': route,
  'external-secrets.io/ExternalSecret': READY,
  'external-secrets.io/ClusterExternalSecret': READY,
  'external-secrets.io/PushSecret': READY,
  'external-secrets.io/SecretStore': READY,
  'external-secrets.io/ClusterSecretStore': READY,
  'bitnami.com/SealedSecret': { until: 'Synced', by: 'operator', degrades: true },
  'cert-manager.io/Certificate': READY,
  'cert-manager.io/CertificateRequest': READY,
  'cert-manager.io/Issuer': READY,
  'cert-manager.io/ClusterIssuer': READY,
  // A switchover or restart on the way to a new configuration is Degraded, too.
  'postgresql.cnpg.io/Cluster': { until: 'in healthy state', by: 'operator', degrades: true },
  // It degrades only once it was applied before: the first tries may fail.
  'postgresql.cnpg.io/Database': { until: 'applied', by: 'operator', degrades: true },
  'postgresql.cnpg.io/Backup': { until: 'completed', by: 'operator', degrades: true },
  'kafka.strimzi.io/Kafka': READY,
  'kafka.strimzi.io/KafkaTopic': READY,
  'kafka.strimzi.io/KafkaUser': READY,
  'kafka.strimzi.io/KafkaBridge': READY,
  'kafka.strimzi.io/KafkaConnect': READY,
  'kafka.strimzi.io/KafkaConnector': READY,
  // Any condition that is False degrades it, which Grafana's operator writes.
  'grafana.integreatly.org/Grafana': READY,
  'grafana.integreatly.org/GrafanaDashboard': { until: 'Grafana has taken it', by: 'operator', degrades: true },
  'grafana.integreatly.org/GrafanaDatasource': { until: 'Grafana has taken it', by: 'operator', degrades: true },
  'grafana.integreatly.org/GrafanaFolder': { until: 'Grafana has taken it', by: 'operator', degrades: true },
  'monitoring.coreos.com/Prometheus': { until: 'Available', by: 'operator', degrades: true },
  'monitoring.coreos.com/Alertmanager': { until: 'Available', by: 'operator', degrades: true },
  'monitoring.coreos.com/ThanosRuler': { until: 'Available', by: 'operator', degrades: true },
  'argoproj.io/AnalysisRun': { until: 'Successful', by: 'operator', degrades: true },
  'argoproj.io/Experiment': { until: 'Successful', by: 'operator', degrades: true },
  'argoproj.io/Workflow': { until: 'Succeeded', by: 'operator', degrades: true },
  'argoproj.io/Application': { until: 'Healthy', by: 'operator', degrades: true },
  'snapshot.storage.k8s.io/VolumeSnapshot': { until: 'ready to use', by: 'operator', degrades: true },
};
