import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, object } from '../test-support/manifests.ts';
import { oneObjectPerIdentity } from './one-object-per-identity.ts';

describeRule(oneObjectPerIdentity, {
  accepts: {
    'objects of different names': [configMap('a'), configMap('b')],
    'one name in two namespaces': [configMap('a'), configMap('a', {}, { namespace: 'other' })],
    'one kind in two groups': [object('v1', 'Service', 'a'), object('serving.acme.example/v1', 'Service', 'a')],
  },
  rejects: {
    'three of one name': [[configMap('a', { x: '1' }), configMap('a', { x: '2' }), configMap('a', { x: '3' })], ['metadata.name', 'metadata.name']],
    'one object in two versions': [[object('autoscaling/v1', 'HorizontalPodAutoscaler', 'a'), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a')], ['metadata.name']],
  },
});
