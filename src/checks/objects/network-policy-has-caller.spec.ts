import { describeRule } from '../test-support/describe-rule.ts';
import { app, DENY, into, out, policy } from '../test-support/network.ts';
import { networkPolicyHasCaller } from './network-policy-has-caller.ts';

const pair = [app('web'), app('api')];

describeRule(networkPolicyHasCaller, {
  accepts: {
    'both halves': [...pair, DENY, out('web', 'api'), into('api', 'web')],
    'a caller that may go anywhere': [...pair, into('api', 'web')],
    'a caller outside of the set': [app('api'), DENY, into('api', 'web')],
    'one of two callers': [...pair, app('job'), DENY, out('job', 'api'), policy('in', 'api', { ingress: [{ ports: [{ port: 8080 }], from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'job'] }] } }] }] })],
  },
  rejects: {
    'nobody who may': [[...pair, DENY, into('api', 'web')], ['spec.ingress[0]']],
    'another port': [[...pair, DENY, out('web', 'api', 9090), into('api', 'web')], ['spec.ingress[0]']],
  },
});
