import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, deployment, object } from '../test-support/manifests.ts';
import { noServerMetadata } from './no-server-metadata.ts';

describeRule(noServerMetadata, {
  accepts: {
    'metadata of ours': deployment(),
    'a key of the same name elsewhere': configMap('x', { uid: 'a', generation: '1' }),
    'a field of the same name in a spec': object('acme.example/v1', 'Thing', 'x', { spec: { uid: 'a' } }),
  },
  rejects: {
    'an object read from a cluster': [
      configMap('x', {}, { uid: 'a', resourceVersion: '1', generation: 1, creationTimestamp: null, managedFields: [], selfLink: '/x' }),
      ['metadata.uid', 'metadata.resourceVersion', 'metadata.generation', 'metadata.creationTimestamp', 'metadata.managedFields', 'metadata.selfLink'],
    ],
    'a pod template with a timestamp': [
      object('apps/v1', 'Deployment', 'x', { spec: { template: { metadata: { creationTimestamp: null } } } }),
      ['spec.template.metadata.creationTimestamp'],
    ],
    'a volume claim template with a timestamp': [
      object('apps/v1', 'StatefulSet', 'x', { spec: { volumeClaimTemplates: [{ metadata: { creationTimestamp: null } }] } }),
      ['spec.volumeClaimTemplates[0].metadata.creationTimestamp'],
    ],
  },
});
