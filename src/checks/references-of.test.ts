import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { referencesOf } from './references-of.ts';
import { deployment, object, withContainer } from './test-support/manifests.ts';

const of = (manifest: object) => referencesOf(manifest as Manifest).map(({ path, to: { group, kind, namespace, name }, order, optional, outside }) => `${path} ${order}${optional ? ' optional' : ''}${outside ? ' outside' : ''} ${group}/${kind} ${namespace}/${name}`);
const SPEC = 'spec.template.spec';

describe('referencesOf', () => {
  it.each([
    ['an account', deployment({ serviceAccountName: 'web' }), [`${SPEC}.serviceAccountName before /ServiceAccount shop/web`]],
    ['a priority', deployment({ priorityClassName: 'high' }), [`${SPEC}.priorityClassName before scheduling.k8s.io/PriorityClass /high`]],
    ['the priority of a Postgres cluster', object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { priorityClassName: 'high' } }), ['spec.priorityClassName before scheduling.k8s.io/PriorityClass /high']],
    ['the cluster of a pool of Kafka nodes', { ...object('kafka.strimzi.io/v1', 'KafkaNodePool', 'brokers', {}), metadata: { name: 'brokers', namespace: 'shop', labels: { 'strimzi.io/cluster': 'kafka' } } }, ['metadata.labels["strimzi.io/cluster"] with kafka.strimzi.io/Kafka shop/kafka']],
    ['a pull secret', deployment({ imagePullSecrets: [{ name: 'a' }] }), [`${SPEC}.imagePullSecrets[0].name before /Secret shop/a`]],
    [
      'volumes of every kind that has a name',
      deployment({
        volumes: [
          { configMap: { name: 'a' } },
          { secret: { secretName: 'b', optional: true } },
          { persistentVolumeClaim: { claimName: 'c' } },
          { projected: { sources: [{ configMap: { name: 'd' } }, { secret: { name: 'e' } }, { configMap: { name: 'kube-root-ca.crt' } }] } },
          { csi: { driver: 'secrets-store.csi.k8s.io', volumeAttributes: { secretProviderClass: 'f' }, nodePublishSecretRef: { name: 'g' } } },
        ],
      }),
      [
        `${SPEC}.volumes[0].configMap.name before /ConfigMap shop/a`,
        `${SPEC}.volumes[1].secret.secretName before optional /Secret shop/b`,
        `${SPEC}.volumes[2].persistentVolumeClaim.claimName same /PersistentVolumeClaim shop/c`,
        `${SPEC}.volumes[3].projected.sources[0].configMap.name before /ConfigMap shop/d`,
        `${SPEC}.volumes[3].projected.sources[1].secret.name before /Secret shop/e`,
        `${SPEC}.volumes[4].csi.nodePublishSecretRef.name before /Secret shop/g`,
        `${SPEC}.volumes[4].csi.volumeAttributes.secretProviderClass before secrets-store.csi.x-k8s.io/SecretProviderClass shop/f`,
      ],
    ],
    [
      'variables',
      withContainer({ env: [{ valueFrom: { configMapKeyRef: { name: 'a' } } }, { valueFrom: { secretKeyRef: { name: 'b' } } }], envFrom: [{ configMapRef: { name: 'c' } }, { secretRef: { name: 'd', optional: true } }] }),
      [
        `${SPEC}.containers[0].env[0].valueFrom.configMapKeyRef.name before /ConfigMap shop/a`,
        `${SPEC}.containers[0].env[1].valueFrom.secretKeyRef.name before /Secret shop/b`,
        `${SPEC}.containers[0].envFrom[0].configMapRef.name before /ConfigMap shop/c`,
        `${SPEC}.containers[0].envFrom[1].secretRef.name before optional /Secret shop/d`,
      ],
    ],
    [
      'what a canary needs',
      object('argoproj.io/v1alpha1', 'Rollout', 'web', {
        spec: {
          strategy: {
            canary: {
              canaryService: 'a',
              stableService: 'b',
              analysis: { templates: [{ templateName: 'c' }, { templateName: 'd', clusterScope: true }] },
              steps: [{ setWeight: 10 }, { analysis: { templates: [{ templateName: 'e' }] } }],
              trafficRouting: { istio: { virtualServices: [{ name: 'f' }], destinationRule: { name: 'g' } }, plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'h', grpcRoutes: [{ name: 'i' }], namespace: 'shop' } } },
            },
          },
        },
      }),
      [
        'spec.strategy.canary.canaryService with /Service shop/a',
        'spec.strategy.canary.stableService with /Service shop/b',
        'spec.strategy.canary.trafficRouting.istio.virtualServices[0].name with networking.istio.io/VirtualService shop/f',
        'spec.strategy.canary.trafficRouting.istio.destinationRule.name with networking.istio.io/DestinationRule shop/g',
        'spec.strategy.canary.trafficRouting.plugins["argoproj-labs/gatewayAPI"].httpRoute with gateway.networking.k8s.io/HTTPRoute shop/h',
        'spec.strategy.canary.trafficRouting.plugins["argoproj-labs/gatewayAPI"].grpcRoutes[0].name with gateway.networking.k8s.io/GRPCRoute shop/i',
        'spec.strategy.canary.analysis.templates[0].templateName with argoproj.io/AnalysisTemplate shop/c',
        'spec.strategy.canary.steps[1].analysis.templates[0].templateName with argoproj.io/AnalysisTemplate shop/e',
      ],
    ],
    [
      'a VirtualService',
      object('networking.istio.io/v1', 'VirtualService', 'web', {
        spec: { gateways: ['mesh', 'public', 'edge/public'], http: [{ route: [{ destination: { host: 'a' } }, { destination: { host: 'b.other.svc.cluster.local' } }, { destination: { host: 'api.acme.example' } }], delegate: { name: 'c' } }] },
      }),
      [
        'spec.gateways[1] with networking.istio.io/Gateway shop/public',
        'spec.gateways[2] with networking.istio.io/Gateway edge/public',
        'spec.http[0].route[0].destination.host with /Service shop/a',
        'spec.http[0].route[1].destination.host with /Service other/b',
        'spec.http[0].delegate.name with networking.istio.io/VirtualService shop/c',
      ],
    ],
    ['a DestinationRule', object('networking.istio.io/v1', 'DestinationRule', 'web', { spec: { host: 'a' } }), ['spec.host with /Service shop/a']],
    ['what Envoy Gateway limits', object('gateway.envoyproxy.io/v1alpha1', 'BackendTrafficPolicy', 'web', { spec: { targetRefs: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'a' }] } }), ['spec.targetRefs[0].name with gateway.networking.k8s.io/HTTPRoute shop/a']],
    ['the Service of a StatefulSet', object('apps/v1', 'StatefulSet', 'db', { spec: { serviceName: 'db' } }), ['spec.serviceName with /Service shop/db']],
    [
      'what an autoscaler scales',
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web' } } }),
      ['spec.scaleTargetRef.name with argoproj.io/Rollout shop/web'],
    ],
    [
      'what a ScaledObject scales, by its defaults, and its credentials',
      object('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { scaleTargetRef: { name: 'web' }, triggers: [{ authenticationRef: { name: 'a' } }, { authenticationRef: { name: 'b', kind: 'ClusterTriggerAuthentication' } }] } }),
      ['spec.scaleTargetRef.name with apps/Deployment shop/web', 'spec.triggers[0].authenticationRef.name with keda.sh/TriggerAuthentication shop/a'],
    ],
    [
      'the Services and certificates of an Ingress',
      object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { defaultBackend: { service: { name: 'a' } }, rules: [{ http: { paths: [{ backend: { service: { name: 'b' } } }] } }], tls: [{ secretName: 'c' }] } }),
      ['spec.defaultBackend.service.name with /Service shop/a', 'spec.rules[0].http.paths[0].backend.service.name with /Service shop/b', 'spec.tls[0].secretName with /Secret shop/c'],
    ],
    [
      'the Gateway and Services of a route',
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', { spec: { parentRefs: [{ name: 'public', namespace: 'gateways' }], rules: [{ backendRefs: [{ name: 'web' }], filters: [{ requestMirror: { backendRef: { name: 'copy' } } }] }] } }),
      [
        'spec.parentRefs[0].name with gateway.networking.k8s.io/Gateway gateways/public',
        'spec.rules[0].backendRefs[0].name with /Service shop/web',
        'spec.rules[0].filters[0].requestMirror.backendRef.name with /Service shop/copy',
      ],
    ],
    [
      'role and subjects of a binding',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'web', { roleRef: { kind: 'Role', name: 'a' }, subjects: [{ kind: 'ServiceAccount', name: 'b', namespace: 'other' }, { kind: 'Group', name: 'c' }] }),
      ['roleRef.name with rbac.authorization.k8s.io/Role shop/a', 'subjects[0].name with /ServiceAccount other/b'],
    ],
    [
      'the store of an ExternalSecret, which belongs to the platform',
      object('external-secrets.io/v1', 'ExternalSecret', 'a', { spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } } }),
      ['spec.secretStoreRef.name with outside external-secrets.io/ClusterSecretStore /vault'],
    ],
    ['the issuer of a certificate', object('cert-manager.io/v1', 'Certificate', 'a', { spec: { issuerRef: { name: 'own' } } }), ['spec.issuerRef.name with outside cert-manager.io/Issuer shop/own']],
    ['the cluster of a backup schedule', object('postgresql.cnpg.io/v1', 'ScheduledBackup', 'a', { spec: { cluster: { name: 'db' } } }), ['spec.cluster.name with postgresql.cnpg.io/Cluster shop/db']],
    [
      'the Secrets of a Postgres cluster',
      object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec: { bootstrap: { initdb: { secret: { name: 'a' } } }, certificates: { serverTLSSecret: 'b' }, managed: { roles: [{ passwordSecret: { name: 'c' } }] } } }),
      ['spec.bootstrap.initdb.secret.name before /Secret shop/a', 'spec.certificates.serverTLSSecret before /Secret shop/b', 'spec.managed.roles[0].passwordSecret.name before /Secret shop/c'],
    ],
    [
      'the Services of a Rollout',
      object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec: { strategy: { canary: { canaryService: 'a', stableService: 'b' } } } }),
      ['spec.strategy.canary.canaryService with /Service shop/a', 'spec.strategy.canary.stableService with /Service shop/b'],
    ],
    [
      'the credentials of a scrape',
      object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { spec: { endpoints: [{ basicAuth: { password: { name: 'a', key: 'p' } } }] } }),
      ['spec.endpoints[0].basicAuth.password.name with /Secret shop/a'],
    ],
    [
      'the Server of an authorization, whenever it comes, and what the authorization requires',
      object('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 'a', {
        spec: { targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 's' }, requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'NetworkAuthentication', name: 'n', namespace: 'edge' }] },
      }),
      ['spec.targetRef.name any policy.linkerd.io/Server shop/s', 'spec.requiredAuthenticationRefs[0].name with policy.linkerd.io/NetworkAuthentication edge/n'],
    ],
    [
      'the accounts of identities, and no namespaces',
      object('policy.linkerd.io/v1alpha1', 'MeshTLSAuthentication', 'a', { spec: { identityRefs: [{ kind: 'ServiceAccount', name: 'web' }, { kind: 'Namespace', name: 'edge' }] } }),
      ['spec.identityRefs[0].name any /ServiceAccount shop/web'],
    ],
  ])('finds %s', (_name, manifest, references) => {
    expect(of(manifest)).toEqual(references);
  });

  it.each([
    ['the account and priorities that every cluster has', deployment({ serviceAccountName: 'default', priorityClassName: 'system-node-critical' })],
    ['empty names', deployment({ serviceAccountName: '', volumes: [{ configMap: { name: '' } }] })],
    ['names that are no strings', deployment({ serviceAccountName: 7, volumes: [{ configMap: { name: {} } }, null, 'a'] })],
    ['an authorization for a whole namespace', object('policy.linkerd.io/v1alpha1', 'AuthorizationPolicy', 'a', { spec: { targetRef: { kind: 'Namespace', name: 'shop' } } })],
    ['a kind that refers to nothing', object('acme.example/v1', 'Thing', 'x', { spec: { serviceName: 'a' } })],
  ])('finds nothing in %s', (_name, manifest) => {
    expect(of(manifest)).toEqual([]);
  });
});
