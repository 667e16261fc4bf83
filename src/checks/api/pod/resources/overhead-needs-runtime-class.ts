import { type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';

export const overheadNeedsRuntimeClass: Rule = {
  id: 'overhead-needs-runtime-class',
  severity: 'error',
  why: 'the overhead of a pod is written by the cluster, from its RuntimeClass: without one the API server refuses it',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-overhead/',
  kinds: ['/Pod'],
  keys: ['overhead'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      if (Object.keys(spec.overhead ?? {}).length === 0 || spec.runtimeClassName !== undefined) continue;
      yield { ...forbidden(`${specPath}.overhead`, 'Pod Overhead set without corresponding RuntimeClass defined Overhead'), fix: 'remove the field, and name a RuntimeClass in runtimeClassName' };
    }
  },
};
