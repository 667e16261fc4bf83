import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { networkPolicyPeerIsOne } from './network-policy-peer-is-one.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', 'web', { spec });

describeRule(networkPolicyPeerIsOne, {
  accepts: {
    'pods, pods of namespaces, addresses, nobody in particular': policy({ ingress: [{ from: [{ podSelector: {} }, { podSelector: {}, namespaceSelector: {} }, { ipBlock: { cidr: '10.0.0.0/8' } }] }, {}] }),
  },
  rejects: {
    'nobody': [policy({ egress: [{ to: [{}] }] }), ['spec.egress[0].to[0]']],
    'pods and addresses': [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' }, namespaceSelector: {} }] }] }), ['spec.ingress[0].from[0]']],
  },
});
