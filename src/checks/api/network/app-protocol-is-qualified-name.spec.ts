import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { appProtocolIsQualifiedName } from './app-protocol-is-qualified-name.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });
const slice = (fields: object) => object('discovery.k8s.io/v1', 'EndpointSlice', 'web', { ...fields });
const endpoints = (...subsets: readonly object[]) => object('v1', 'Endpoints', 'web', { subsets });

describeRule(appProtocolIsQualifiedName, {
  accepts: {
    'a name, and one with a domain': service({ ports: [{ port: 80, appProtocol: 'http' }, { port: 81, appProtocol: 'kubernetes.io/h2c' }] }),
    'none': slice({ ports: [{ name: 'http' }] }),
  },
  rejects: {
    'an empty one': [service({ ports: [{ port: 80, appProtocol: '' }] }), ['spec.ports[0].appProtocol']],
    'two slashes, in a slice': [slice({ ports: [{ appProtocol: 'a/b/c' }] }), ['ports[0].appProtocol']],
    'a blank, in Endpoints': [endpoints({ ports: [{ port: 80, appProtocol: 'a b' }] }), ['subsets[0].ports[0].appProtocol']],
  },
});
