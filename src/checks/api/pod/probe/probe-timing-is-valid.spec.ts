import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { probeTimingIsValid } from './probe-timing-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(probeTimingIsValid, {
  accepts: { 'zeros': withContainer({ livenessProbe: { tcpSocket: { port: 1 }, periodSeconds: 0, successThreshold: 0, timeoutSeconds: 0 } }), 'a readiness probe that must succeed twice': withContainer({ readinessProbe: { tcpSocket: { port: 1 }, successThreshold: 2 } }) },
  rejects: {
    'below zero': [withContainer({ livenessProbe: { tcpSocket: { port: 1 }, periodSeconds: -1, failureThreshold: -1 } }), [`${CONTAINER}.livenessProbe.periodSeconds`, `${CONTAINER}.livenessProbe.failureThreshold`]],
    'a liveness probe that must succeed twice': [withContainer({ livenessProbe: { tcpSocket: { port: 1 }, successThreshold: 2 } }), [`${CONTAINER}.livenessProbe.successThreshold`]],
    'no time to stop': [withContainer({ startupProbe: { tcpSocket: { port: 1 }, terminationGracePeriodSeconds: 0 } }), [`${CONTAINER}.startupProbe.terminationGracePeriodSeconds`]],
    'time to stop for what doesn\'t stop': [withContainer({ readinessProbe: { tcpSocket: { port: 1 }, terminationGracePeriodSeconds: 1 } }), [`${CONTAINER}.readinessProbe.terminationGracePeriodSeconds`]],
  },
});
