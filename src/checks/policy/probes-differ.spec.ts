import { describeRule } from '../test-support/describe-rule.ts';
import { withContainer } from '../test-support/manifests.ts';
import { probesDiffer } from './probes-differ.ts';

const PROBE = { httpGet: { path: '/', port: 80 } };

describeRule(probesDiffer, {
  accepts: {
    'one of the two': withContainer({ livenessProbe: PROBE }),
    'two paths': withContainer({ livenessProbe: PROBE, readinessProbe: { httpGet: { path: '/ready', port: 80 } } }),
    'more patience': withContainer({ livenessProbe: { ...PROBE, failureThreshold: 6 }, readinessProbe: PROBE }),
  },
  rejects: {
    'the same': [withContainer({ livenessProbe: PROBE, readinessProbe: { httpGet: { port: 80, path: '/' } } }), ['spec.template.spec.containers[0].livenessProbe']],
  },
});
