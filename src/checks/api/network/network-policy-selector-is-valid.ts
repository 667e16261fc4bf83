import { type NetworkPolicySpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { NETWORK_POLICY, peersOf } from './network-policy-rules-of.ts';

export const networkPolicySelectorIsValid: Rule = {
  id: 'network-policy-selector-is-valid',
  severity: 'error',
  why: 'the API server refuses a selector that no labels can satisfy as it is written',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  kinds: NETWORK_POLICY,
  keys: ['matchLabels', 'matchExpressions'],
  *check(subject) {
    yield* labelSelectorFindings(specOf<NetworkPolicySpec>(subject).podSelector ?? undefined, 'spec.podSelector');
    for (const { path, item } of peersOf(subject)) {
      yield* labelSelectorFindings(item.podSelector ?? undefined, `${path}.podSelector`);
      yield* labelSelectorFindings(item.namespaceSelector ?? undefined, `${path}.namespaceSelector`);
    }
  },
};
