import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { provides } from './provides.ts';
import { object } from './test-support/manifests.ts';

const of = (manifest: object) => provides(manifest as Manifest).map(({ group, kind, namespace, name }) => `${group}/${kind} ${namespace}/${name}`);
const external = (target?: object) => object('external-secrets.io/v1', 'ExternalSecret', 'keys', { spec: { target } });
const cluster = (spec: object = {}) => object('postgresql.cnpg.io/v1', 'Cluster', 'db', { spec });
const ingress = (annotations: object) => object('networking.k8s.io/v1', 'Ingress', 'web', { metadata: { annotations }, spec: { tls: [{ secretName: 'web-tls' }] } });
const OF_CLUSTER = ['/Service shop/db-rw', '/Service shop/db-ro', '/Service shop/db-r', '/Secret shop/db-ca', '/Secret shop/db-server', '/Secret shop/db-replication'];

describe('provides', () => {
  it.each([
    ['the target of an ExternalSecret', external({ name: 'app-keys' }), ['/Secret shop/app-keys']],
    ['an ExternalSecret\'s own name', external(), ['/Secret shop/keys']],
    ['nothing for an ExternalSecret that only merges', external({ name: 'a', creationPolicy: 'Merge' }), []],
    ['all of a Postgres cluster', cluster(), [...OF_CLUSTER, '/Secret shop/db-app', '/ServiceAccount shop/db']],
    ['no app Secret where one is given', cluster({ bootstrap: { initdb: { secret: { name: 'own' } } } }), [...OF_CLUSTER, '/ServiceAccount shop/db']],
    [
      'the Services that are left on, and added ones',
      cluster({ managed: { services: { disabledDefaultServices: ['ro', 'r', 'rw'], additional: [{ serviceTemplate: { metadata: { name: 'db-lb' } } }] } }, enableSuperuserAccess: true }),
      ['/Service shop/db-rw', '/Service shop/db-lb', ...OF_CLUSTER.slice(3), '/Secret shop/db-app', '/Secret shop/db-superuser', '/ServiceAccount shop/db'],
    ],
    ['the Secret of a Certificate', object('cert-manager.io/v1', 'Certificate', 'a', { spec: { secretName: 'tls' } }), ['/Secret shop/tls']],
    ['the Secret of an Ingress with an issuer', ingress({ 'cert-manager.io/issuer': 'own' }), ['/Secret shop/web-tls']],
    ['nothing for an Ingress without an issuer', ingress({}), []],
    [
      'the Secret of a Gateway with an issuer',
      object('gateway.networking.k8s.io/v1', 'Gateway', 'a', { metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'x' } }, spec: { listeners: [{ tls: { certificateRefs: [{ name: 'tls' }] } }] } }),
      ['/Secret shop/tls'],
    ],
    ['the autoscaler of a ScaledObject', object('keda.sh/v1alpha1', 'ScaledObject', 'web'), ['autoscaling/HorizontalPodAutoscaler shop/keda-hpa-web']],
    ['the Service of a Pooler', object('postgresql.cnpg.io/v1', 'Pooler', 'db-pool'), ['/Service shop/db-pool']],
    ['nothing for a kind without an operator', object('v1', 'Service', 'web'), []],
    ['nothing for an object without a name', object('external-secrets.io/v1', 'ExternalSecret', ''), []],
    ['nothing broken for a spec of another shape', object('postgresql.cnpg.io/v1', 'Pooler', 'db', { spec: 'none' }), ['/Service shop/db']],
  ])('names %s', (_name, manifest, made) => {
    expect(of(manifest)).toEqual(made);
  });

  it('names what a Kafka cluster makes', () => {
    expect(of(object('kafka.strimzi.io/v1', 'Kafka', 'events'))).toEqual(expect.arrayContaining(['/Service shop/events-kafka-bootstrap', '/Secret shop/events-cluster-ca-cert']));
  });
});
