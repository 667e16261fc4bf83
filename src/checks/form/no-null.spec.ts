import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, deployment, object } from '../test-support/manifests.ts';
import { noNull } from './no-null.ts';

describeRule(noNull, {
  accepts: {
    'an object without null': deployment(),
    'a schema with null as a default': object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'x', { spec: { default: null } }),
  },
  rejects: {
    'null in a list': [deployment({ containers: [null] }), ['spec.template.spec.containers[0]']],
    'null in a custom resource': [object('acme.example/v1', 'Thing', 'x', { spec: { a: { b: null } } }), ['spec.a.b']],
    'null under an awkward key': [configMap('x', { 'a b': null, '0': null, __proto__x: null }), ['data["0"]', 'data["a b"]', 'data.__proto__x']],
  },
});
