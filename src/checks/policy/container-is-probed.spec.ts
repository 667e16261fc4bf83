import { describeRule } from '../test-support/describe-rule.ts';
import { cronJob, deployment, service, withContainer } from '../test-support/manifests.ts';
import { containerIsProbed } from './container-is-probed.ts';

const PROBE = { httpGet: { path: '/', port: 80 } };
const LIVE = 'spec.template.spec.containers[0].livenessProbe';
const READY = 'spec.template.spec.containers[0].readinessProbe';

describeRule(containerIsProbed, {
  accepts: {
    'both': [withContainer({ livenessProbe: PROBE, readinessProbe: PROBE }), service()],
    'a worker': withContainer({ livenessProbe: PROBE }),
    'a worker with metrics': [withContainer({ livenessProbe: PROBE }), service({ ports: [{ name: 'metrics', port: 9090 }] })],
    'a Service of other pods': [withContainer({ livenessProbe: PROBE }), service({ selector: { app: 'other' } })],
    'a CronJob': cronJob(),
  },
  rejects: {
    'neither': [deployment(), [LIVE]],
    'no readiness behind a Service': [[withContainer({ livenessProbe: PROBE }), service()], [READY]],
    'no liveness': [[withContainer({ readinessProbe: PROBE }), service()], [LIVE]],
  },
});
