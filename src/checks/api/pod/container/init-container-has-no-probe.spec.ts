import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { initContainerHasNoProbe } from './init-container-has-no-probe.ts';

const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(initContainerHasNoProbe, {
  accepts: { 'none': init({}), 'a signal, which is dropped': init({ lifecycle: { stopSignal: 'SIGUSR1' } }), 'a sidecar': init({ restartPolicy: 'Always', readinessProbe: { tcpSocket: { port: 80 } } }), 'an ordinary container': withContainer({ livenessProbe: { tcpSocket: { port: 80 } } }) },
  rejects: {
    'a probe and a hook': [init({ livenessProbe: { tcpSocket: { port: 80 } }, lifecycle: {} }), [`${INIT}.livenessProbe`, `${INIT}.lifecycle`]],
    'one that restarts on failure': [init({ restartPolicy: 'OnFailure', startupProbe: {} }), [`${INIT}.startupProbe`]],
  },
});

describeRule(initContainerHasNoProbe, {
  context: { kubernetes: '1.28' },
  accepts: { 'none': init({}) },
  rejects: { 'a sidecar': [init({ restartPolicy: 'Always', readinessProbe: {} }), [`${INIT}.readinessProbe`]] },
});
