import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { probeAsksOwnPod } from './probe-asks-own-pod.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(probeAsksOwnPod, {
  accepts: { 'no host': withContainer({ livenessProbe: { httpGet: { path: '/', port: 80 } } }), 'an empty host': withContainer({ readinessProbe: { tcpSocket: { host: '', port: 80 } } }) },
  rejects: {
    'a probe of another host': [withContainer({ livenessProbe: { httpGet: { host: '169.254.169.254' } } }), [`${CONTAINER}.livenessProbe.httpGet.host`]],
    'a hook on another host': [withContainer({ lifecycle: { preStop: { tcpSocket: { host: 'db' } } } }), [`${CONTAINER}.lifecycle.preStop.tcpSocket.host`]],
  },
});
