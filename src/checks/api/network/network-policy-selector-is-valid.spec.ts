import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { networkPolicySelectorIsValid } from './network-policy-selector-is-valid.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec });

describeRule(networkPolicySelectorIsValid, {
  accepts: {
    'all, and labels': policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }] }),
  },
  rejects: {
    'an unknown operator': [policy({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] } }), ['spec.podSelector.matchExpressions[0].operator']],
    'no values': [policy({ egress: [{ to: [{ podSelector: { matchExpressions: [{ key: 'a', operator: 'In' }] } }] }] }), ['spec.egress[0].to[0].podSelector.matchExpressions[0].values']],
    'a key with a blank': [policy({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'a b': 'c' } } }] }] }), ['spec.ingress[0].from[0].namespaceSelector.matchLabels']],
  },
});
