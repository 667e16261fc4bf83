import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap, object } from '../../test-support/manifests.ts';
import { namespaceNameIsLabel } from './namespace-name-is-label.ts';

describeRule(namespaceNameIsLabel, {
  accepts: {
    'a label': configMap('a', {}, { namespace: 'shop-1' }),
    'none': configMap('a', {}, { namespace: '' }),
    'any on a cluster-scoped object, which loses it': object('v1', 'Namespace', 'a', { metadata: { namespace: 'A' } }),
  },
  rejects: {
    'a dot': [configMap('a', {}, { namespace: 'a.b' }), ['metadata.namespace']],
    'too long': [configMap('a', {}, { namespace: 'a'.repeat(64) }), ['metadata.namespace']],
  },
});
