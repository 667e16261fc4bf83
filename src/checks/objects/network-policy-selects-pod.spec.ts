import { describeRule } from '../test-support/describe-rule.ts';
import { app, DENY, into, out, policy } from '../test-support/network.ts';
import { networkPolicySelectsPod } from './network-policy-selects-pod.ts';

describeRule(networkPolicySelectsPod, {
  accepts: {
    'its pods': [app('web'), app('api'), DENY, out('web', 'api'), into('api', 'web')],
    'pods that somebody else makes': [app('web'), policy('solver', undefined, { podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } })],
    'pods of another namespace': [app('web'), policy('in', 'web', { ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: 'other' } } }] }] })],
    'no pods in the set': into('api', 'web'),
  },
  rejects: {
    'a wrong label': [[app('web'), policy('x', 'wbe', {})], ['spec.podSelector']],
    'a wrong label of a peer': [[app('web'), into('web', 'wbe')], ['spec.ingress[0].from[0].podSelector']],
    'a wrong label of one that is called': [[app('web'), out('web', 'wbe')], ['spec.egress[0].to[0].podSelector']],
  },
});
