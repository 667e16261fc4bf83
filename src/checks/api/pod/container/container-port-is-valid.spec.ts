import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { containerPortIsValid } from './container-port-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(containerPortIsValid, {
  accepts: {
    'a port': withContainer({ ports: [{ name: 'http', containerPort: 80, protocol: 'TCP' }] }),
    'the last port, no name': withContainer({ ports: [{ name: '', containerPort: 65535, hostPort: 0 }] }),
    'any address of the node': withContainer({ ports: [{ containerPort: 80, hostIP: 'nothing' }] }),
  },
  rejects: {
    'no number': [withContainer({ ports: [{ name: 'http' }] }), [`${CONTAINER}.ports[0].containerPort`]],
    'numbers beyond ports': [withContainer({ ports: [{ containerPort: 65536, hostPort: -1 }] }), [`${CONTAINER}.ports[0].containerPort`, `${CONTAINER}.ports[0].hostPort`]],
    'a name without letters': [withContainer({ ports: [{ name: '80', containerPort: 80 }] }), [`${CONTAINER}.ports[0].name`]],
    'a long name': [withContainer({ ports: [{ name: 'a'.repeat(16), containerPort: 80 }] }), [`${CONTAINER}.ports[0].name`]],
    'a protocol in small letters': [init({ ports: [{ containerPort: 80, protocol: 'udp' }] }), [`${INIT}.ports[0].protocol`]],
  },
});
