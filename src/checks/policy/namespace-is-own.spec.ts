import { describeRule } from '../test-support/describe-rule.ts';
import { configMap } from '../test-support/manifests.ts';
import { namespaceIsOwn } from './namespace-is-own.ts';

describeRule(namespaceIsOwn, {
  accepts: {
    'one of its own': configMap('a'),
    'none': configMap('a', {}, { namespace: undefined }),
  },
  rejects: {
    'the default': [configMap('a', {}, { namespace: 'default' }), ['metadata.namespace']],
  },
});
