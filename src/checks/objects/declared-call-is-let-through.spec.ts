import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { app, DENY, into, out, policy, serviceOf, withVariables } from '../test-support/network.ts';
import { declaredCallIsLetThrough } from './declared-call-is-let-through.ts';

const pair = [app('web'), app('api')];
const calling = (url: string) => [app('web', withVariables('web', { API_URL: url })), app('api'), serviceOf('api')];
const VARIABLE = ['spec.template.spec.containers[0].env[0].value'];

describeRule(declaredCallIsLetThrough, {
  accepts: {
    'both halves': [...pair, DENY, out('web', 'api'), into('api', 'web')],
    'a port by its name': [...pair, DENY, out('web', 'api'), into('api', 'web', 'http')],
    'a range of ports': [...pair, DENY, out('web', 'api'), policy('in', 'api', { ingress: [{ ports: [{ port: 8000, endPort: 9000 }], from: [{ podSelector: {} }] }] })],
    'nobody isolated there': [...pair, out('web', 'api')],
    'a way in for everybody': [...pair, DENY, out('web', 'api'), policy('in', 'api', { ingress: [{}] })],
    'a way in for the namespace by its name': [...pair, DENY, out('web', 'api'), policy('in', 'api', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }] }] })],
    'a way in for the namespace by its label': [...pair, object('v1', 'Namespace', 'shop', { metadata: { namespace: undefined, labels: { team: 'a' } } }), DENY, out('web', 'api'), policy('in', 'api', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: { matchLabels: { app: 'web' } } }] }] })],
    'a rule for all pods': [...pair, DENY, policy('out', undefined, { egress: [{ to: [{ podSelector: {} }] }], policyTypes: ['Egress'] })],
    'an address outside': [...pair, DENY, policy('out', 'web', { egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }], policyTypes: ['Egress'] })],
    'a variable whose call is let through': [...calling('http://api'), DENY, out('web', 'api'), into('api', 'web')],
    'a variable without policies': calling('http://api:80/path'),
    'a Service of somebody else': [...calling('http://other'), DENY],
    'a Service of another namespace': [...calling('http://api.other.svc:80'), DENY],
    'a port that the Service does not have': [...calling('http://api:81'), DENY],
    'its own address': [app('api', withVariables('api', { SELF: 'http://api' })), serviceOf('api'), DENY],
    'the address of nothing': [...calling('://http://'), DENY],
  },
  rejects: {
    'no way in': [[...pair, DENY, out('web', 'api')], ['spec.egress[0]']],
    'a way in at another port': [[...pair, DENY, out('web', 'api'), into('api', 'web', 9090)], ['spec.egress[0]']],
    'a way in at a port of another name': [[...pair, DENY, out('web', 'api'), into('api', 'web', 'metrics')], ['spec.egress[0]']],
    'a way in for another protocol': [[...pair, DENY, out('web', 'api'), policy('in', 'api', { ingress: [{ ports: [{ port: 8080, protocol: 'UDP' }] }] })], ['spec.egress[0]']],
    'a way in for somebody else': [[...pair, app('job'), DENY, out('web', 'api'), into('api', 'job')], ['spec.egress[0]']],
    'a way in for another namespace': [[...pair, DENY, out('web', 'api'), policy('in', 'api', { ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } }, podSelector: { matchLabels: { app: 'web' } } }] }] })], ['spec.egress[0]']],
    'a variable whose call cannot leave': [[...calling('http://api/path?a=b'), DENY, into('api', 'web')], VARIABLE],
    'a variable whose call cannot enter': [[...calling('http://user:x@api.shop.svc.cluster.local:80'), DENY, policy('x', 'web', { egress: [{}], policyTypes: ['Egress'] })], VARIABLE],
  },
});
