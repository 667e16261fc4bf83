import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { policyTypesAreKnown } from './policy-types-are-known.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec });

describeRule(policyTypesAreKnown, {
  accepts: {
    'both': policy({ policyTypes: ['Ingress', 'Egress'] }),
    'one twice, which is let through': policy({ policyTypes: ['Ingress', 'Ingress'] }),
  },
  rejects: {
    'an unknown one': [policy({ policyTypes: ['ingress'] }), ['spec.policyTypes[0]']],
    'three, and nothing more': [policy({ policyTypes: ['Ingress', 'Egress', 'Both'] }), ['spec.policyTypes']],
  },
});
