import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ingressClassIsValid } from './ingress-class-is-valid.ts';

const ingressClass = (spec: object) => object('networking.k8s.io/v1', 'IngressClass', 'public', { spec });

describeRule(ingressClassIsValid, {
  accepts: {
    'a controller': ingressClass({ controller: 'shop.example/ingress' }),
    'parameters of the cluster': ingressClass({ controller: 'shop.example/ingress', parameters: { kind: 'Params', name: 'public' } }),
    'parameters of a namespace': ingressClass({ controller: 'shop.example/ingress', parameters: { kind: 'Params', name: 'public', scope: 'Namespace', namespace: 'shop' } }),
  },
  rejects: {
    'no controller': [ingressClass({}), ['spec.controller']],
    'no domain': [ingressClass({ controller: 'ingress' }), ['spec.controller']],
    'one too long': [ingressClass({ controller: `shop.example/${'a'.repeat(250)}` }), ['spec.controller']],
    'parameters without kind and name': [ingressClass({ controller: 'shop.example/ingress', parameters: {} }), ['spec.parameters.kind', 'spec.parameters.name']],
    'an unknown scope': [ingressClass({ controller: 'shop.example/ingress', parameters: { kind: 'Params', name: 'public', scope: '' } }), ['spec.parameters.scope']],
    'a namespace too few, and one too many': [[ingressClass({ controller: 'shop.example/a', parameters: { kind: 'P', name: 'p', scope: 'Namespace' } }), ingressClass({ controller: 'shop.example/a', parameters: { kind: 'P', name: 'p', scope: 'Cluster', namespace: 'shop' } })], ['spec.parameters.namespace', 'spec.parameters.namespace']],
  },
});
