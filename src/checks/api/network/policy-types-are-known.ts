import { type NetworkPolicySpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { textsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, notSupported } from '../field-error.ts';
import { NETWORK_POLICY } from './network-policy-rules-of.ts';

export const policyTypesAreKnown: Rule = {
  id: 'policy-types-are-known',
  severity: 'error',
  why: 'the API server refuses a direction of traffic that is neither Ingress nor Egress',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  kinds: NETWORK_POLICY,
  keys: ['policyTypes'],
  *check(subject) {
    const types = textsOf(specOf<NetworkPolicySpec>(subject).policyTypes, 'spec.policyTypes');
    if (types.length > TYPES.length) {
      yield invalid('spec.policyTypes', types.map(({ text }) => text), 'may not have more than two');
      return;
    }
    for (const { path, text } of types) if (!TYPES.includes(text)) yield notSupported(path, text, TYPES);
  },
};

const TYPES = ['Egress', 'Ingress'];
