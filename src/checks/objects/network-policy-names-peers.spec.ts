import { describeRule } from '../test-support/describe-rule.ts';
import { DENY, into, policy } from '../test-support/network.ts';
import { networkPolicyNamesPeers } from './network-policy-names-peers.ts';

const NAMESPACE = 'kubernetes.io/metadata.name';

describeRule(networkPolicyNamesPeers, {
  accepts: {
    'nobody at all': DENY,
    'pods of its namespace': into('web', 'api'),
    'pods of a namespace': policy('a', 'web', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { [NAMESPACE]: 'ingress' } } }] }] }),
    'some pods of any namespace': policy('a', 'web', { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'prometheus' } } }] }] }),
    'any host at one port': policy('a', 'web', { egress: [{ ports: [{ port: 443 }] }], policyTypes: ['Egress'] }),
    'addresses': policy('a', 'web', { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] }),
    'another shape': policy('a', 'web', { ingress: 'x', egress: [{ ports: [{ port: 1 }] }] }),
  },
  rejects: {
    'everybody in': [policy('a', 'web', { ingress: [{}] }), ['spec.ingress[0]']],
    'everybody in at a port': [policy('a', 'web', { ingress: [{ ports: [{ port: 80 }] }] }), ['spec.ingress[0]']],
    'out to everybody': [policy('a', 'web', { egress: [{ to: [] }] }), ['spec.egress[0]']],
    'every namespace': [policy('a', 'web', { ingress: [{ from: [{ podSelector: {} }, { namespaceSelector: {} }] }] }), ['spec.ingress[0].from[1].namespaceSelector']],
    'every pod of every namespace': [policy('a', 'web', { ingress: [{ from: [{ namespaceSelector: {}, podSelector: {} }] }] }), ['spec.ingress[0].from[0].namespaceSelector']],
  },
});
