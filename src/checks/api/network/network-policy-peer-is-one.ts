import { type Rule } from '../../rule.ts';
import { forbidden, required } from '../field-error.ts';
import { NETWORK_POLICY, peersOf } from './network-policy-rules-of.ts';

export const networkPolicyPeerIsOne: Rule = {
  id: 'network-policy-peer-is-one',
  severity: 'error',
  why: 'the API server refuses a peer that is nobody, or pods and addresses at once',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  kinds: NETWORK_POLICY,
  keys: ['from', 'to'],
  *check(subject) {
    for (const { path, item: { ipBlock, podSelector, namespaceSelector } } of peersOf(subject)) {
      if (!ipBlock && !podSelector && !namespaceSelector) yield required(path, 'a peer is named by podSelector, namespaceSelector or ipBlock');
      else if (ipBlock && (podSelector || namespaceSelector)) yield forbidden(path, 'may not have both ipBlock and another peer');
    }
  },
};
