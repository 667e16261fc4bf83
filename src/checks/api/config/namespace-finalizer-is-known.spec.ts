import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { namespaceFinalizerIsKnown } from './namespace-finalizer-is-known.ts';

const namespace = (fields: object) => object('v1', 'Namespace', 'shop', { ...fields });

describeRule(namespaceFinalizerIsKnown, {
  accepts: {
    'its own, and somebody\'s': namespace({ spec: { finalizers: ['kubernetes', 'orphan', 'shop.example/cleanup'] } }),
  },
  rejects: {
    'an unknown one': [namespace({ spec: { finalizers: ['mine'] } }), ['spec.finalizers']],
    'an empty one': [namespace({ spec: { finalizers: [''] } }), ['spec.finalizers', 'spec.finalizers']],
  },
});
