import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap, object } from '../../test-support/manifests.ts';
import { finalizerIsQualified } from './finalizer-is-qualified.ts';

const held = (finalizers: readonly unknown[]) => configMap('a', {}, { finalizers });

describeRule(finalizerIsQualified, {
  accepts: {
    'one with a domain': held(['example.com/clean-up']),
    'those of Kubernetes': held(['kubernetes', 'orphan']),
    'one without a domain on a custom resource': object('example.com/v1', 'Thing', 'a', { metadata: { finalizers: ['clean-up'] } }),
    'one without a domain on a kind that is not asked': object('policy/v1', 'PodDisruptionBudget', 'a', { metadata: { finalizers: ['clean-up'] } }),
  },
  rejects: {
    'one without a domain': [held(['kubernetes', 'clean-up']), ['metadata.finalizers[1]']],
    'a space': [held(['example.com/clean up']), ['metadata.finalizers']],
    'both ways to delete what it owns': [held(['orphan', 'foregroundDeletion']), ['metadata.finalizers']],
    'one that is null': [held([null]), ['metadata.finalizers', 'metadata.finalizers[0]']],
  },
});
