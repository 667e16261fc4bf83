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
    ['a pull secret', deployment({ imagePullSecrets: [{ name: 'a' }] }), [`${SPEC}.imagePullSecrets[0].name before /Secret shop/a`]],
    [
      'volumes of every kind that has a name',
      deployment({
        volumes: [
          { configMap: { name: 'a' } },
          { secret: { secretName: 'b', optional: true } },
          { persistentVolumeClaim: { claimName: 'c' } },
          { projected: { sources: [{ configMap: { name: 'd' } }, { secret: { name: 'e' } }] } },
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
  ])('finds %s', (_name, manifest, references) => {
    expect(of(manifest)).toEqual(references);
  });

  it.each([
    ['the account and priorities that every cluster has', deployment({ serviceAccountName: 'default', priorityClassName: 'system-node-critical' })],
    ['empty names', deployment({ serviceAccountName: '', volumes: [{ configMap: { name: '' } }] })],
    ['names that are no strings', deployment({ serviceAccountName: 7, volumes: [{ configMap: { name: {} } }, null, 'a'] })],
    ['a kind that refers to nothing', object('acme.example/v1', 'Thing', 'x', { spec: { serviceName: 'a' } })],
  ])('finds nothing in %s', (_name, manifest) => {
    expect(of(manifest)).toEqual([]);
  });
});
