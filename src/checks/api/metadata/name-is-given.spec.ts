import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap } from '../../test-support/manifests.ts';
import { nameIsGiven } from './name-is-given.ts';

describeRule(nameIsGiven, {
  accepts: {
    'a name': configMap('a'),
    'the beginning of one': configMap('', {}, { generateName: 'a-' }),
    'a question, which has none': { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', metadata: {} },
  },
  rejects: {
    'an empty name': [configMap(''), ['metadata.name']],
    'no name': [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: {} }, ['metadata.name']],
    'a name that is null': [{ apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: null, generateName: '' } }, ['metadata.name']],
  },
});
