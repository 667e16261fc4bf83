import { type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';

export const gatedPodHasNoNode: Rule = {
  id: 'gated-pod-has-no-node',
  severity: 'error',
  why: 'a pod waits at its gates to be given a node: the API server refuses one that has both',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/',
  kinds: ['/Pod'],
  keys: ['schedulingGates'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      if (spec.nodeName && (spec.schedulingGates ?? []).length > 0) yield forbidden(`${specPath}.nodeName`, 'cannot be set until all schedulingGates have been cleared');
    }
  },
};
