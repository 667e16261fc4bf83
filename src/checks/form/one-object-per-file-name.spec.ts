import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, object } from '../test-support/manifests.ts';
import { oneObjectPerFileName } from './one-object-per-file-name.ts';

describeRule(oneObjectPerFileName, {
  accepts: {
    'different names': [configMap('a'), configMap('b')],
    'one name of two kinds': [configMap('a'), object('v1', 'Secret', 'a')],
    'the same object twice': [configMap('a'), configMap('a')],
  },
  rejects: {
    'names that differ in case alone': [[object('rbac.authorization.k8s.io/v1', 'Role', 'Reader'), object('rbac.authorization.k8s.io/v1', 'Role', 'reader')], ['metadata.name']],
    'one kind and name in two groups of Kubernetes': [[object('v1', 'Event', 'a'), object('events.k8s.io/v1', 'Event', 'a')], ['metadata.name']],
    'one name in two namespaces': [[configMap('a'), configMap('a', {}, { namespace: 'other' })], ['metadata.name']],
  },
});
