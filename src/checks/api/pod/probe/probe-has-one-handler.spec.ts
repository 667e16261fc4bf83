import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { probeHasOneHandler } from './probe-has-one-handler.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(probeHasOneHandler, {
  accepts: { 'one': withContainer({ livenessProbe: { httpGet: { port: 80 } } }), 'none in an init container, which has no probes': init({ livenessProbe: {} }) },
  rejects: {
    'none': [withContainer({ readinessProbe: { periodSeconds: 5 } }), [`${CONTAINER}.readinessProbe`]],
    'two': [withContainer({ livenessProbe: { exec: { command: ['true'] }, grpc: { port: 1 } } }), [`${CONTAINER}.livenessProbe.grpc`]],
    'a sidecar': [init({ restartPolicy: 'Always', startupProbe: {} }), [`${INIT}.startupProbe`]],
  },
});
