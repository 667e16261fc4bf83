import { type NodeSelectorTerm } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid, required } from '../../field-error.ts';
import { type LabelRequirement } from '../../syntax/label-selector.ts';
import { nodeFieldFindings, nodeLabelFindings } from '../../syntax/node-selector-requirement.ts';

export const nodeAffinityIsValid: Rule = {
  id: 'node-affinity-is-valid',
  severity: 'error',
  why: 'the API server refuses to look for nodes by nothing, by labels that none can have, or with a weight outside 1 to 100',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#node-affinity',
  kinds: POD_KINDS,
  keys: ['nodeAffinity'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      const affinity = spec.affinity?.nodeAffinity;
      const path = `${specPath}.affinity.nodeAffinity`;
      const wanted = affinity?.requiredDuringSchedulingIgnoredDuringExecution;
      if (wanted !== undefined) {
        const terms = `${path}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
        if ((wanted.nodeSelectorTerms ?? []).length === 0) yield required(terms, 'must have at least one node selector term');
        for (const { path: at, item } of itemsOf(wanted.nodeSelectorTerms, terms)) yield* termFindings(item, at, false);
      }
      for (const { path: at, item: { weight = 0, preference = {} } } of itemsOf(affinity?.preferredDuringSchedulingIgnoredDuringExecution, `${path}.preferredDuringSchedulingIgnoredDuringExecution`)) {
        yield* weightFindings(weight, at);
        // Where one label is only preferred, one that no node can have does no harm.
        yield* termFindings(preference, `${at}.preference`, true);
      }
    }
  },
};

/** What is wrong with the weight of a preference. */
export function* weightFindings(weight: number, path: string): Iterable<Finding> {
  if (weight < 1 || weight > 100) yield invalid(`${path}.weight`, weight, 'must be in the range 1-100');
}

function* termFindings({ matchExpressions, matchFields }: NodeSelectorTerm, path: string, anyValue: boolean): Iterable<Finding> {
  for (const { path: at, item } of itemsOf(matchExpressions, `${path}.matchExpressions`)) yield* nodeLabelFindings(item as LabelRequirement, at, anyValue);
  for (const { path: at, item } of itemsOf(matchFields, `${path}.matchFields`)) yield* nodeFieldFindings(item as LabelRequirement, at);
}
