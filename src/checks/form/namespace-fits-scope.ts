import { CLUSTER_SCOPED } from '../../../imports/scopes.ts';
import { groupOf, isBuiltInGroup } from '../../kernel/manifest.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

export const namespaceFitsScope: Rule = {
  id: 'namespace-fits-scope',
  severity: 'error',
  why: 'a cluster-scoped object with a namespace differs from the live one for ever; a namespaced one without lands wherever the Application points',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#not-all-objects-are-in-a-namespace',
  check({ manifest, kind }) {
    const { namespace }: { readonly namespace?: unknown } = manifest.metadata;
    const path = 'metadata.namespace';
    if (CLUSTER_SCOPED.has(kind)) {
      return namespace === undefined ? [] : [{ path, message: `Forbidden: ${manifest.kind} is cluster-scoped, got namespace ${shown(namespace)}`, fix: 'remove the field' }];
    }
    if (typeof namespace === 'string' && namespace !== '') return [];
    if (namespace !== undefined) return [{ path, message: `Invalid value: ${shown(namespace)}: must be the name of a namespace` }];
    // Of a custom kind that nobody imported the scope is unknown, so that absent may be right.
    const known = isBuiltInGroup(groupOf(manifest.apiVersion)) || NAMESPACED.has(kind);
    return known ? [{ path, message: `Required value: ${manifest.kind} lives in a namespace` }] : [];
  },
};

/** The custom kinds in common use that live in a namespace. */
const NAMESPACED: ReadonlySet<string> = new Set([
  'argoproj.io/AnalysisTemplate',
  'argoproj.io/Rollout',
  'cert-manager.io/Certificate',
  'cert-manager.io/Issuer',
  'external-secrets.io/ExternalSecret',
  'external-secrets.io/SecretStore',
  'gateway.networking.k8s.io/GRPCRoute',
  'gateway.networking.k8s.io/Gateway',
  'gateway.networking.k8s.io/HTTPRoute',
  'kafka.strimzi.io/Kafka',
  'kafka.strimzi.io/KafkaNodePool',
  'kafka.strimzi.io/KafkaTopic',
  'keda.sh/ScaledObject',
  'keda.sh/TriggerAuthentication',
  'monitoring.coreos.com/PodMonitor',
  'monitoring.coreos.com/Probe',
  'monitoring.coreos.com/PrometheusRule',
  'monitoring.coreos.com/ServiceMonitor',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/VirtualService',
  'policy.linkerd.io/AuthorizationPolicy',
  'policy.linkerd.io/Server',
  'postgresql.cnpg.io/Cluster',
  'postgresql.cnpg.io/ScheduledBackup',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
]);
