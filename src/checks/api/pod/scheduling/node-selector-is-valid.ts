import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { labelMapFindings } from '../../syntax/label-selector.ts';

export const nodeSelectorIsValid: Rule = {
  id: 'node-selector-is-valid',
  severity: 'error',
  why: 'the API server refuses to look for labels that no node can have',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodeselector',
  kinds: POD_KINDS,
  keys: ['nodeSelector'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) yield* labelMapFindings(spec.nodeSelector, `${specPath}.nodeSelector`);
  },
};
