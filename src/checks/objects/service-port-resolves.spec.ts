import { describeRule } from '../test-support/describe-rule.ts';
import { service, withContainer } from '../test-support/manifests.ts';
import { servicePortResolves } from './service-port-resolves.ts';

const web = withContainer({ ports: [{ name: 'http', containerPort: 3000, protocol: 'TCP' }] });

describeRule(servicePortResolves, {
  accepts: {
    'a port by its name': [web, service()],
    'a port by its number': [web, service({ ports: [{ port: 80, targetPort: 3000 }] })],
    'pods that are not rendered': service(),
  },
  rejects: {
    'a name that no container has': [[web, service({ ports: [{ port: 80, targetPort: 'http' }, { port: 81, targetPort: 'admin' }] })], ['spec.ports[1].targetPort']],
    'pods without ports': [[withContainer({}), service()], ['spec.ports[0].targetPort']],
  },
});
