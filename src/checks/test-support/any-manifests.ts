import fc from 'fast-check';
import { nodesOf, type Node } from '../nodes-of.ts';
import { configMap, container, cronJob, deployment, hookJob, inWave, object, service } from './manifests.ts';

/** Lists of arbitrary JSON, much of it shaped like manifests. */
export function anyManifests(): fc.Arbitrary<unknown[]> {
  return fc.array(fc.oneof(fc.jsonValue(), shaped, podShaped, mutated), { maxLength: 6 });
}

/** Kinds that rules look into. */
const KINDS = [
  ['v1', 'Service'],
  ['v1', 'Pod'],
  ['v1', 'ConfigMap'],
  ['v1', 'ServiceAccount'],
  ['v1', 'LimitRange'],
  ['apps/v1', 'Deployment'],
  ['apps/v1', 'StatefulSet'],
  ['batch/v1', 'Job'],
  ['batch/v1', 'CronJob'],
  ['argoproj.io/v1alpha1', 'Rollout'],
  ['autoscaling/v2', 'HorizontalPodAutoscaler'],
  ['policy/v1', 'PodDisruptionBudget'],
  ['networking.k8s.io/v1', 'NetworkPolicy'],
  ['networking.k8s.io/v1', 'Ingress'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['external-secrets.io/v1', 'ExternalSecret'],
  ['postgresql.cnpg.io/v1', 'Cluster'],
  ['kafka.strimzi.io/v1', 'Kafka'],
  ['monitoring.coreos.com/v1', 'ServiceMonitor'],
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
] as const;

/** Fields that rules look into, so that the arbitrary values stand where a rule meets them. */
const FIELDS = (
  'spec template metadata labels annotations name namespace containers initContainers env value valueFrom configMapKeyRef secretKeyRef volumes configMap secret projected sources ' +
  'ports port protocol securityContext capabilities add drop resources limits requests cpu selector matchLabels matchExpressions key operator values scaleTargetRef rules ' +
  'backendRefs parentRefs matches path endpoints data target replicas ingress egress from to podSelector policyTypes tls subjects roleRef volumeClaimTemplates jobTemplate ' +
  'restartPolicy serviceAccountName image hostPath sysctls bootstrap initdb __proto__ constructor toString length'
).split(' ');

const leaf = fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), fc.string(), fc.constantFrom('500m', 'web', 'In', 'None', '[]', 'a/b:c@d'));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'medium' }, leaf, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 6 })),
}));

/** Manifests of known kinds with arbitrary content. */
const shaped = fc.record({ type: fc.constantFrom(...KINDS), spec: value, metadata: value, data: value, name: fc.constantFrom('web', 'a', '') }).map(({ type: [apiVersion, kind], metadata, name, ...fields }) => ({
  apiVersion,
  kind,
  metadata: { ...(typeof metadata === 'object' && !Array.isArray(metadata) ? metadata : {}), name, namespace: 'shop' },
  ...fields,
}));

/** Deployments with arbitrary pods. */
const podShaped = fc.record({ containers: value, pod: fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 5 }) }).map(({ containers, pod }) => deployment({ ...pod, containers: [containers, ...(Array.isArray(containers) ? containers : [])] }));

/** Manifests that are right, and reach every rule. */
const RIGHT: readonly object[] = [
  inWave(0, deployment({
    serviceAccountName: 'web',
    volumes: [{ name: 'a', emptyDir: { sizeLimit: '1Gi' } }, { name: 'b', configMap: { name: 'files-0123456789' } }, { name: 'c', persistentVolumeClaim: { claimName: 'data' } }, { name: 'd', projected: { sources: [{ secret: { name: 'keys' } }] } }],
    containers: [container({
      env: [{ name: 'A', value: 'a' }, { name: 'B', valueFrom: { secretKeyRef: { name: 'keys', key: 'b' } } }],
      envFrom: [{ configMapRef: { name: 'settings' } }],
      ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }],
      resources: { requests: { cpu: '500m' }, limits: { memory: '1Gi' } },
      livenessProbe: { httpGet: { path: '/', port: 'http' } },
    })],
  })),
  hookJob('shop-migrate', { activeDeadlineSeconds: 600, backoffLimit: 0, pod: { serviceAccountName: 'shop-migrate' } }),
  cronJob({ securityContext: { sysctls: [{ name: 'net.ipv4.tcp_syncookies', value: '1' }], seLinuxOptions: { type: 'container_t' } } }),
  service({ clusterIP: 'None' }, { labels: { app: 'web' } }),
  configMap('shop-release', { 'image.app': 'ghcr.io/acme/shop-app:v1', version: 'v1' }),
  object('apps/v1', 'StatefulSet', 'db', { spec: { serviceName: 'db', volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }], template: { spec: {} } } }),
  object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, metrics: [{ pods: { target: { averageValue: '1' } } }] } }),
  object('policy/v1', 'PodDisruptionBudget', 'web', { spec: { selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] } } }),
  object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }] }] } }),
  object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'a' } }, spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web' } } }] } }], tls: [{ secretName: 'tls' }] } }),
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', { spec: { parentRefs: [{ name: 'a' }], rules: [{ matches: [{ path: { type: 'Exact', value: '/' } }], backendRefs: [{ name: 'web' }], filters: [{ requestMirror: { backendRef: { name: 'web' } } }] }] } }),
  object('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: { secretStoreRef: { name: 'a' }, target: { name: 'keys' }, dataFrom: [{ rewrite: [{ merge: {} }] }] } }),
  object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { storage: { size: '1Gi' }, managed: { roles: [{ name: 'a' }], services: { disabledDefaultServices: ['r'], additional: [{ serviceTemplate: { metadata: { name: 'x' } } }] } }, bootstrap: { initdb: { secret: { name: 'keys' } } } } }),
  object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { spec: { selector: { matchLabels: { app: 'web' } }, endpoints: [{ port: 'http', metricRelabelings: [{ action: 'drop' }] }], namespaceSelector: { matchNames: ['shop'] } } }),
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'web', { roleRef: { kind: 'Role', name: 'a' }, subjects: [{ kind: 'ServiceAccount', name: 'web' }] }),
  object('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' }, triggers: [{ authenticationRef: { name: 'a' } }] } }),
];

/** Right manifests with one value put in place of another. */
const mutated = fc.record({ manifest: fc.constantFrom(...RIGHT), place: fc.nat(), put: value }).map(({ manifest, place, put }) => {
  const copy = structuredClone(manifest);
  const nodes = nodesOf(copy).filter((node): node is Node & { readonly parent: Node } => node.parent !== undefined);
  const { parent, key } = nodes[place % nodes.length]!;
  Object.defineProperty(parent.value, key!, { value: put, enumerable: true, configurable: true, writable: true });
  return copy;
});
