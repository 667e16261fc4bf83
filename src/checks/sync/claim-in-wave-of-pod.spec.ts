import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, inWave, object } from '../test-support/manifests.ts';
import { claimInWaveOfPod } from './claim-in-wave-of-pod.ts';

const claim = object('v1', 'PersistentVolumeClaim', 'data');
const user = deployment({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] });
const PATH = ['spec.template.spec.volumes[0].persistentVolumeClaim.claimName'];

describeRule(claimInWaveOfPod, {
  accepts: { 'one wave': [inWave(-3, claim), inWave(-3, user)], 'a claim that is not rendered': user },
  rejects: { 'a claim before its pod': [[inWave(-1, claim), inWave(0, user)], PATH], 'a claim after its pod': [[inWave(1, claim), inWave(0, user)], PATH] },
});
