import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object, withContainer } from '../test-support/manifests.ts';
import { noEmptyValue } from './no-empty-value.ts';

const policy = (spec: object) => object('networking.k8s.io/v1', 'NetworkPolicy', 'x', { spec });

describeRule(noEmptyValue, {
  accepts: {
    'an emptyDir with its defaults': deployment({ volumes: [{ name: 'tmp', emptyDir: {} }] }),
    'a policy for every pod': policy({ podSelector: {}, policyTypes: ['Ingress'] }),
    'a rule that lets everything in': policy({ podSelector: {}, ingress: [{}] }),
    'peers in every namespace': policy({ podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }),
    'a variant of a custom resource': object('cert-manager.io/v1', 'Issuer', 'x', { spec: { selfSigned: {} } }),
    'schemas of a definition': object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'x', { spec: { subresources: { status: {} } } }),
  },
  rejects: {
    'an empty resources map': [withContainer({ resources: {} }), ['spec.template.spec.containers[0].resources']],
    'an empty list': [withContainer({ env: [], args: [] }), ['spec.template.spec.containers[0].args', 'spec.template.spec.containers[0].env']],
    'a deny written as an empty list': [policy({ podSelector: {}, ingress: [], policyTypes: ['Ingress'] }), ['spec.ingress']],
    'a selector of an empty map': [policy({ podSelector: { matchLabels: {} } }), ['spec.podSelector.matchLabels']],
    'empty labels of a custom resource': [object('acme.example/v1', 'Thing', 'x', { metadata: { labels: {} }, spec: { a: {} } }), ['metadata.labels']],
    'an empty spec': [object('v1', 'Namespace', 'shop', { spec: {} }), ['spec']],
  },
});
