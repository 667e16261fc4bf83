import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressPathIsValid } from './ingress-path-is-valid.ts';

const ingress = (path: object) => object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { rules: [{ http: { paths: [path] } }] } });

describeRule(ingressPathIsValid, {
  accepts: {
    'a prefix': ingress({ path: '/', pathType: 'Prefix' }),
    'nothing, left to the controller': ingress({ pathType: 'ImplementationSpecific' }),
    'what the controller may read as it likes': ingress({ path: '/a//b%2f', pathType: 'ImplementationSpecific' }),
  },
  rejects: {
    'no type': [ingress({ path: 'x' }), ['spec.rules[0].http.paths[0].pathType']],
    'an unknown type, and nothing more': [ingress({ path: 'x', pathType: 'Regex' }), ['spec.rules[0].http.paths[0].pathType']],
    'a relative path': [ingress({ path: 'x', pathType: 'ImplementationSpecific' }), ['spec.rules[0].http.paths[0].path']],
    'an empty path': [ingress({ pathType: 'Exact' }), ['spec.rules[0].http.paths[0].path']],
    'a way back': [ingress({ path: '/a/../b//c/..', pathType: 'Prefix' }), ['spec.rules[0].http.paths[0].path', 'spec.rules[0].http.paths[0].path', 'spec.rules[0].http.paths[0].path']],
    'no paths': [object('networking.k8s.io/v1', 'Ingress', 'web', { spec: { rules: [{ http: { paths: [] } }] } }), ['spec.rules[0].http.paths']],
  },
});
