import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { keyPath } from '../../config/key-path.ts';
import { invalid } from '../../field-error.ts';
import { annotationsPath } from '../security/profile-annotation-is-valid.ts';

const ANNOTATION = 'controller.kubernetes.io/pod-deletion-cost';
const MOST = 2 ** 31;

export const deletionCostIsNumber: Rule = {
  id: 'deletion-cost-is-number',
  severity: 'error',
  why: 'the API server refuses a cost of deleting a pod that is no whole number of 32 bits',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#pod-deletion-cost',
  kinds: POD_KINDS,
  keys: [ANNOTATION],
  *check({ apiPods }) {
    for (const pod of apiPods) {
      const cost = pod.metadata.annotations?.[ANNOTATION];
      if (cost !== undefined && !isNumber(cost)) yield invalid(keyPath(annotationsPath(pod), ANNOTATION), cost, 'must be a 32bit integer');
    }
  },
};

function isNumber(text: string): boolean {
  return /^(?:0|-[0-9]{1,64}|[1-9][0-9]{0,64})$/.test(text) && Number(text) >= -MOST && Number(text) < MOST;
}
