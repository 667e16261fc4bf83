import { describeRule } from '../test-support/describe-rule.ts';
import { configMap } from '../test-support/manifests.ts';
import { objectHasIdentity } from './object-has-identity.ts';

describeRule(objectHasIdentity, {
  accepts: { 'an object': configMap('a') },
  rejects: {
    'null': [[null as unknown as object], ['']],
    'a list': [[[configMap('a')] as object], ['']],
    'a string': [['apiVersion: v1' as unknown as object], ['']],
    'an empty object': [{}, ['apiVersion', 'kind', 'metadata.name']],
    'metadata of another shape': [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: 'a' }, ['metadata.name']],
    'an empty name': [configMap(''), ['metadata.name']],
    'a name that is a number': [configMap(7 as unknown as string), ['metadata.name']],
  },
});
