import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { checkBy } from '../check-manifests.ts';
import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, cronJob, deployment, object, service, withContainer, workload } from '../test-support/manifests.ts';
import { referenceResolves } from './reference-resolves.ts';

const SPEC = 'spec.template.spec';
const env = (valueFrom: object) => withContainer({ env: [{ name: 'A', valueFrom }] });
const ingress = (annotations: object = {}) =>
  object('networking.k8s.io/v1', 'Ingress', 'web', {
    metadata: { annotations },
    spec: { rules: [{ http: { paths: [{ backend: { service: { name: 'web' } } }] } }], tls: [{ secretName: 'web-tls' }] },
  });
const cluster = (spec: object = {}) => object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec });
const route = (backend: object) => object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', { spec: { parentRefs: [{ name: 'public', namespace: 'gateways' }], rules: [{ backendRefs: [backend] }] } });

describeRule(referenceResolves, {
  accepts: {
    'a ConfigMap that is rendered': [configMap('files'), deployment({ volumes: [{ name: 'a', configMap: { name: 'files' } }] })],
    'a Secret by its ExternalSecret\'s target': [object('external-secrets.io/v1', 'ExternalSecret', 'x', { spec: { target: { name: 'keys' } } }), env({ secretKeyRef: { name: 'keys', key: 'a' } })],
    'a Secret by its ExternalSecret\'s own name': [object('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: {} }), env({ secretKeyRef: { name: 'keys', key: 'a' } })],
    'the Secret of a Postgres cluster': [cluster(), env({ secretKeyRef: { name: 'db-app', key: 'uri' } })],
    'the Secret of a certificate': [object('cert-manager.io/v1', 'Certificate', 'x', { spec: { secretName: 'tls' } }), deployment({ volumes: [{ name: 'tls', secret: { secretName: 'tls' } }] })],
    'an Ingress whose certificate an issuer writes': [service(), ingress({ 'cert-manager.io/cluster-issuer': 'letsencrypt' })],
    'what is optional': env({ configMapKeyRef: { name: 'files', key: 'a', optional: true } }),
    'a Gateway of another namespace': [service(), route({ name: 'web' })],
    'the account and certificate of every namespace': deployment({ serviceAccountName: 'default', volumes: [{ name: 'ca', configMap: { name: 'kube-root-ca.crt' } }] }),
    'a priority of the cluster itself': deployment({ priorityClassName: 'system-cluster-critical' }),
    'a ClusterRole and a ClusterSecretStore of the platform': [
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'view', { roleRef: { kind: 'ClusterRole', name: 'view' } }),
      object('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: { secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } } }),
    ],
  },
  rejects: {
    'a ConfigMap in a volume': [deployment({ volumes: [{ name: 'a', configMap: { name: 'files' } }] }), [`${SPEC}.volumes[0].configMap.name`]],
    'a ConfigMap of another namespace': [[configMap('files', {}, { namespace: 'other' }), deployment({ volumes: [{ name: 'a', configMap: { name: 'files' } }] })], [`${SPEC}.volumes[0].configMap.name`]],
    'a Secret in a variable': [env({ secretKeyRef: { name: 'keys', key: 'a' } }), [`${SPEC}.containers[0].env[0].valueFrom.secretKeyRef.name`]],
    'a Secret in a CronJob\'s variables': [
      cronJob({ initContainers: [{ name: 'a', envFrom: [{ secretRef: { name: 'keys' } }] }] }),
      ['spec.jobTemplate.spec.template.spec.initContainers[0].envFrom[0].secretRef.name'],
    ],
    'a Secret in a projected volume': [deployment({ volumes: [{ name: 'a', projected: { sources: [{ secret: { name: 'keys' } }] } }] }), [`${SPEC}.volumes[0].projected.sources[0].secret.name`]],
    'a ServiceAccount, a priority and a pull secret': [
      deployment({ serviceAccountName: 'web', priorityClassName: 'high', imagePullSecrets: [{ name: 'registry' }] }),
      [`${SPEC}.imagePullSecrets[0].name`, `${SPEC}.priorityClassName`, `${SPEC}.serviceAccountName`],
    ],
    'a claim': [deployment({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] }), [`${SPEC}.volumes[0].persistentVolumeClaim.claimName`]],
    'the Service of a StatefulSet': [{ ...workload('StatefulSet'), spec: { serviceName: 'db', template: {} } }, ['spec.serviceName']],
    'the Service and certificate of an Ingress': [ingress(), ['spec.rules[0].http.paths[0].backend.service.name', 'spec.tls[0].secretName']],
    'the Service of a route': [route({ name: 'web' }), ['spec.rules[0].backendRefs[0].name']],
    'the app Secret of a cluster that is given another': [
      [cluster({ bootstrap: { initdb: { secret: { name: 'own' } } } }), env({ secretKeyRef: { name: 'db-app', key: 'uri' } })],
      ['spec.bootstrap.initdb.secret.name', `${SPEC}.containers[0].env[0].valueFrom.secretKeyRef.name`].sort(),
    ],
    'the Secret of an ExternalSecret that makes none': [
      [object('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: { target: { creationPolicy: 'None' } } }), env({ secretKeyRef: { name: 'keys', key: 'a' } })],
      [`${SPEC}.containers[0].env[0].valueFrom.secretKeyRef.name`],
    ],
    'the store of a cluster\'s backups, and that store\'s keys': [
      [
        cluster({ plugins: [{ name: 'barman-cloud.cloudnative-pg.io', parameters: { barmanObjectName: 'backups' } }] }),
        object('barmancloud.cnpg.io/v1', 'ObjectStore', 'other', { spec: { configuration: { s3Credentials: { accessKeyId: { name: 'keys', key: 'a' } } } } }),
      ],
      ['spec.configuration.s3Credentials.accessKeyId.name', 'spec.plugins[0].parameters.barmanObjectName'],
    ],
    'the cluster of a backup schedule': [object('postgresql.cnpg.io/v1', 'ScheduledBackup', 'db', { spec: { cluster: { name: 'db' } } }), ['spec.cluster.name']],
  },
});

describe('its message', () => {
  const wanted = (priorityClassName: string) => {
    const classes = ['shop-dev-high', 'shop-dev-batch'].map((name) => object('scheduling.k8s.io/v1', 'PriorityClass', name, { value: 1 }));
    return checkBy([referenceResolves], [...classes, deployment({ priorityClassName })] as Manifest[])[0];
  };

  it('names what is near, and what to type', () => {
    const finding = wanted('shop-dev-hihg')!;
    expect(finding.message).toContain('did you mean "shop-dev-high"?');
    expect(finding).toMatchObject({ fix: 'priorityClassName: shop-dev-high', lacks: { name: 'shop-dev-hihg', near: 'shop-dev-high' } });
  });

  it('takes no names for near that are alike in the name of the system alone', () => {
    const finding = wanted('shop-dev-vital')!;
    expect(finding.message).not.toContain('did you mean');
    expect(finding.fix).toBe('render PriorityClass shop-dev-vital, or correct the name');
  });
});
