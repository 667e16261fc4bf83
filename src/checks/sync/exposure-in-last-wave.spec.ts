import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, deployment, inWave, job, object, service } from '../test-support/manifests.ts';
import { exposureInLastWave } from './exposure-in-last-wave.ts';

const PATH = ['metadata.annotations["argocd.argoproj.io/sync-wave"]'];
const ingress = object('networking.k8s.io/v1', 'Ingress', 'web');
const hpa = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web');

const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web');
const canary = (httpRoute: string) => object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec: { strategy: { canary: { trafficRouting: { plugins: { 'argoproj-labs/gatewayAPI': { httpRoute, namespace: 'shop' } } } } } } });

describeRule(exposureInLastWave, {
  accepts: {
    'exposure and autoscaler in the last wave': [inWave(0, deployment()), inWave(2, ingress), inWave(2, hpa)],
    'a route that a Rollout shifts traffic by, beside it': [canary('web'), route, inWave(2, configMap('x'))],
    'a CronJob in the last wave': [inWave(0, deployment()), inWave(2, object('batch/v1', 'CronJob', 'tidy'))],
    'a ClusterIP Service anywhere': [service(), inWave(2, configMap('x'))],
    'a clean-up after a failure': [ingress, job('tidy', { metadata: { annotations: { 'argocd.argoproj.io/hook': 'SyncFail' } } })],
  },
  rejects: {
    'an Ingress below the last wave': [[inWave(0, ingress), inWave(1, configMap('x'))], PATH],
    'an autoscaler below the last wave': [[inWave(1, hpa), inWave(2, configMap('x'))], PATH],
    'a route below the last wave': [[object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web'), inWave(1, configMap('x'))], PATH],
    'a route beside a Rollout that shifts another': [[canary('api'), route, inWave(1, configMap('x'))], PATH],
    'a load balancer below the last wave': [[service({ type: 'LoadBalancer' }), inWave(1, configMap('x'))], PATH],
    'a CronJob below the last wave, whose last run may have failed': [[object('batch/v1', 'CronJob', 'tidy'), inWave(1, configMap('x'))], PATH],
    'an Ingress before a PostSync hook': [[inWave(2, ingress), job('x', { metadata: { annotations: { 'argocd.argoproj.io/hook': 'PostSync' } } })], PATH],
  },
});
