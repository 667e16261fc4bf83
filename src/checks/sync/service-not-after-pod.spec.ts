import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, inWave, service } from '../test-support/manifests.ts';
import { serviceNotAfterPod } from './service-not-after-pod.ts';

describeRule(serviceNotAfterPod, {
  accepts: {
    'the wave of its pods': [inWave(0, deployment()), inWave(0, service())],
    'a wave before its pods': [inWave(0, deployment()), inWave(-3, service())],
    'a load balancer, which must stand in the last wave': [inWave(0, deployment()), inWave(2, service({ type: 'LoadBalancer' }))],
    'pods of others': [deployment(), inWave(2, service({ selector: { app: 'api' } }))],
  },
  rejects: { 'a wave after its pods': [[inWave(0, deployment()), inWave(2, service())], ['metadata.annotations["argocd.argoproj.io/sync-wave"]']] },
});
