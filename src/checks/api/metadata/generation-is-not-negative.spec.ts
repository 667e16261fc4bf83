import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap, deployment, object } from '../../test-support/manifests.ts';
import { generationIsNotNegative } from './generation-is-not-negative.ts';

describeRule(generationIsNotNegative, {
  accepts: {
    'one': configMap('a', {}, { generation: 1 }),
    'less than none on a kind whose generation is overwritten': deployment({}, { generation: -1 }),
    'less than none on a custom resource': object('example.com/v1', 'Thing', 'a', { metadata: { generation: -1 } }),
  },
  rejects: {
    'less than none': [configMap('a', {}, { generation: -1 }), ['metadata.generation']],
    'less than none on a Role': [object('rbac.authorization.k8s.io/v1', 'Role', 'a', { metadata: { generation: -5 } }), ['metadata.generation']],
  },
});
