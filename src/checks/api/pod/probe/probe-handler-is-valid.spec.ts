import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { probeHandlerIsValid } from './probe-handler-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(probeHandlerIsValid, {
  accepts: {
    'a command': withContainer({ livenessProbe: { exec: { command: ['true'] } } }),
    'a request': withContainer({ readinessProbe: { httpGet: { path: '', port: 'http', scheme: 'HTTPS', httpHeaders: [{ name: 'X-A', value: '' }] } } }),
    'a connection': withContainer({ startupProbe: { tcpSocket: { port: 80 } } }),
  },
  rejects: {
    'no command': [withContainer({ livenessProbe: { exec: { command: [] } } }), [`${CONTAINER}.livenessProbe.exec.command`]],
    'no port': [withContainer({ livenessProbe: { httpGet: { path: '/' } }, readinessProbe: { tcpSocket: {} }, startupProbe: { grpc: {} } }), [`${CONTAINER}.livenessProbe.httpGet.port`, `${CONTAINER}.readinessProbe.tcpSocket.port`, `${CONTAINER}.startupProbe.grpc.port`]],
    'a number as text': [withContainer({ livenessProbe: { httpGet: { port: '80' } } }), [`${CONTAINER}.livenessProbe.httpGet.port`]],
    'a scheme and a header that can\'t be': [withContainer({ livenessProbe: { httpGet: { port: 80, scheme: 'http', httpHeaders: [{ name: 'a b', value: '' }] } } }), [`${CONTAINER}.livenessProbe.httpGet.scheme`, `${CONTAINER}.livenessProbe.httpGet.httpHeaders`]],
    'a sidecar': [init({ restartPolicy: 'Always', livenessProbe: { tcpSocket: { port: 65536 } } }), [`${INIT}.livenessProbe.tcpSocket.port`]],
  },
});
