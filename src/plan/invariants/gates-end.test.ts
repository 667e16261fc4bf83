import { describeInvariant } from '../test-support/describe-invariant.ts';
import { annotated, object } from '../test-support/shop.ts';

const LEAVES = { 'NetworkPolicy web-to-db-egress': null, 'NetworkPolicy web-to-db-ingress': null, 'AuthorizationPolicy web-to-db': null } as const;
const cronJob = (wave: number, spec: Readonly<Record<string, unknown>>) => object('batch/v1', 'CronJob', 'report', wave, { spec: { schedule: '0 3 * * *', ...spec, jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'report', image: 'registry.example/report' }] } } } } } });
const cluster = (annotations: Readonly<Record<string, unknown>>) => object('postgresql.cnpg.io/v1', 'Cluster', 'orders', -3, { metadata: { annotations: { ...annotations, 'argocd.argoproj.io/sync-options': 'Prune=false' } }, spec: { instances: 2 } });

describeInvariant('gates-end', {
  names: {
    'an autoscaler that comes as something leaves': { before: { 'HorizontalPodAutoscaler web': null }, after: LEAVES, about: 'HorizontalPodAutoscaler web', says: 'has no metrics in its first minute, and fails the sync: ' },
    'an Ingress that comes as something leaves': { before: { 'Ingress web': null }, after: LEAVES, about: 'Ingress web', says: 'holds up the sync in wave 2 until an address is in its status, which somebody else sees to, or nobody: ' },
    'a suspended CronJob before the last wave': { adds: { both: [cronJob(0, { suspend: true })] }, about: 'CronJob report', says: 'holds up the sync in wave 0 until somebody resumes it' },
    'a suspended CronJob in the last wave as something leaves': { adds: { both: [cronJob(2, { suspend: true })] }, after: LEAVES, about: 'CronJob report', says: 'holds up the sync in wave 2 until somebody resumes it: NetworkPolicy' },
    'a CronJob that is suspended as something leaves': { adds: { before: [cronJob(2, {})], after: [cronJob(2, { suspend: true })] }, after: LEAVES, about: 'CronJob report', says: 'until somebody resumes it' },
    'a database whose operator is told to leave it': { adds: { both: [cluster({ 'cnpg.io/reconciliation': 'disabled' })] }, about: 'Cluster orders', says: 'until somebody lets the operator see to it again' },
    'a database that hibernates': { adds: { before: [cluster({})], after: [cluster({ 'cnpg.io/hibernation': 'on' })] }, about: 'Cluster orders', says: 'until somebody wakes it up' },
    'a paused Deployment': { after: { 'Deployment web': { spec: { paused: true } } }, about: 'Deployment web', says: 'holds up the sync in wave 0 until somebody resumes it' },
    'a paused Rollout': { adds: { both: [object('argoproj.io/v1alpha1', 'Rollout', 'api', 0, { spec: { paused: true, strategy: { canary: {} }, selector: { matchLabels: { app: 'api' } }, template: { metadata: { labels: { app: 'api' } }, spec: { containers: [{ name: 'api', image: 'registry.example/api' }] } } } })] }, about: 'Rollout api', says: 'until somebody promotes it' },
    'a suspended Job': { adds: { both: [object('batch/v1', 'Job', 'once', 0, { spec: { suspend: true, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'once', image: 'registry.example/once' }] } } } })] }, about: 'Job once', says: 'until somebody resumes it' },
    'a paused autoscaler of KEDA before the last wave': { both: { 'HorizontalPodAutoscaler web': null }, adds: { both: [object('keda.sh/v1alpha1', 'ScaledObject', 'web', 1, { metadata: { annotations: { 'autoscaling.keda.sh/paused': 'true' } }, spec: { scaleTargetRef: { name: 'web' } } })] }, about: 'ScaledObject web', says: 'until somebody resumes it' },
  },
  leaves: {
    'an autoscaler that comes, and nothing leaves': { before: { 'HorizontalPodAutoscaler web': null } },
    'an autoscaler that was there as something leaves': { after: { ...LEAVES, 'HorizontalPodAutoscaler web': { spec: { maxReplicas: 9 } } } },
    'an Ingress that changes as something leaves': { after: { ...LEAVES, 'Ingress web': annotated({ 'acme.example/note': 'new' }) } },
    'a suspended CronJob in the last wave': { adds: { both: [cronJob(2, { suspend: true })] } },
    'a CronJob in the last wave as something leaves': { adds: { both: [cronJob(2, { suspend: false })] }, after: LEAVES },
    'a database that is awake': { adds: { both: [cluster({ 'cnpg.io/hibernation': 'off', 'cnpg.io/reconciliation': 'enabled' })] } },
    'a Deployment that is not paused': { after: { 'Deployment web': { spec: { paused: false } } } },
  },
});
