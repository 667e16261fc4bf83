import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { routeIsClaimedOnce } from './route-is-claimed-once.ts';

const ingress = (name: string, host: string, path = '/', metadata: object = {}, ingressClassName = 'nginx') =>
  object('networking.k8s.io/v1', 'Ingress', name, { metadata, spec: { ingressClassName, rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend: { service: { name } } }] } }] } });
const PATH = 'spec.rules[0].http.paths[0].path';

describeRule(routeIsClaimedOnce, {
  accepts: {
    'one': ingress('a', 'shop.example'),
    'two hosts': [ingress('a', 'shop.example'), ingress('b', 'api.example')],
    'two paths of a host': [ingress('a', 'shop.example'), ingress('b', 'shop.example', '/api')],
    'two controllers': [ingress('a', 'shop.example'), ingress('b', 'shop.example', '/', {}, 'internal')],
    'a canary': [ingress('a', 'shop.example'), ingress('b', 'shop.example', '/', { annotations: { 'nginx.ingress.kubernetes.io/canary': 'true' } })],
  },
  rejects: { 'one path of one host twice': [[ingress('a', 'shop.example'), ingress('b', 'Shop.example', '/', { namespace: 'other' })], [PATH, PATH]] },
});
