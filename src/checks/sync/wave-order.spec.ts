import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, container, deployment, hookJob, inWave, object, PINNED, service, workload } from '../test-support/manifests.ts';
import { waveOrder } from './wave-order.ts';

const WAVE = 'metadata.annotations["argocd.argoproj.io/sync-wave"]';
const account = object('v1', 'ServiceAccount', 'web');
const hpa = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web');
const ingress = object('networking.k8s.io/v1', 'Ingress', 'web');
const grant = object('networking.k8s.io/v1', 'NetworkPolicy', 'web-to-db', { spec: { policyTypes: ['Egress'], egress: [{}] } });
const deny = object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } });
const database = object('postgresql.cnpg.io/v1', 'Cluster', 'db');
const store = object('apps/v1', 'StatefulSet', 'db', { spec: { template: { spec: { containers: [container({ image: 'postgres' })] } } } });
const rollout = object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec: { template: {} } });
const release = configMap('shop-release', { 'image.app': PINNED });
const istio = (name: string, kind: string, spec: object) => object('security.istio.io/v1', kind, name, { spec });
const meshGrant = istio('web-to-db', 'AuthorizationPolicy', { rules: [{}] });
const strict = istio('default', 'PeerAuthentication', { mtls: { mode: 'STRICT' } });
const nobody = istio('default-deny', 'AuthorizationPolicy', { action: 'ALLOW' });
const server = object('policy.linkerd.io/v1beta3', 'Server', 'db-5432', { spec: { port: 5432 } });
const layout = [
  inWave(-5, grant),
  inWave(-5, meshGrant),
  inWave(-4, account),
  inWave(-3, database),
  inWave(-3, store),
  inWave(-1, hookJob('shop-migrate')),
  inWave(0, deployment()),
  inWave(0, release),
  inWave(1, hookJob('shop-smoke')),
  inWave(2, hpa),
  inWave(2, ingress),
  inWave(2, deny),
  inWave(2, strict),
  inWave(2, nobody),
  inWave(2, server),
];

describeRule(waveOrder, {
  accepts: {
    'the whole layout': layout,
    'a Rollout with its autoscaler in one wave': [rollout, hpa, ingress],
    'a store of another image before the migrator': [inWave(0, release), inWave(-3, workload('Deployment', { containers: [container({ image: 'redis' })] })), inWave(-1, hookJob('shop-migrate'))],
    'a StatefulSet in a set without a release': [workload('StatefulSet'), hookJob('shop-migrate')],
    'Jobs that are neither migrator nor smoke test': [hookJob('shop-report'), deployment()],
  },
  rejects: {
    'strict mTLS before the workloads': [[inWave(-5, strict), inWave(0, deployment())], [WAVE]],
    'a policy that allows nothing beside the workloads': [[nobody, deployment()], [WAVE]],
    'a closed Server beside the workloads': [[server, deployment()], [WAVE]],
    'an authorization after the store that it is for': [[inWave(0, meshGrant), inWave(-3, database)], [WAVE]],
    'no waves at all': [[account, deployment(), hpa], [WAVE, WAVE, WAVE]],
    'a migrator beside its database': [[inWave(-1, database), inWave(-1, hookJob('shop-migrate'))], [WAVE]],
    'a store without volumes beside the migrator': [[release, inWave(0, workload('StatefulSet', { containers: [container({ image: 'redis' })] })), inWave(0, hookJob('shop-migrate'))], [WAVE]],
    'a workload before the migrator': [[inWave(-1, hookJob('shop-migrate')), inWave(-2, deployment())], [WAVE]],
    'a smoke test beside the workload': [[inWave(0, deployment()), inWave(0, hookJob('shop-smoke'))], [WAVE]],
    'an autoscaler below the smoke test': [[inWave(1, hookJob('shop-smoke')), inWave(0, hpa)], [WAVE]],
    'an edge granted after the workload': [[inWave(0, deployment()), inWave(1, grant)], [WAVE]],
    'a narrowing before the workload': [[inWave(0, deployment()), inWave(-5, deny)], [WAVE]],
    'a load balancer beside the workload': [[inWave(0, deployment()), inWave(0, service({ type: 'LoadBalancer' }))], [WAVE]],
  },
});
