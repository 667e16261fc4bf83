import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, deployment, object, service, withContainer } from '../test-support/manifests.ts';
import { stringIsString } from './string-is-string.ts';

const SPEC = 'spec.template.spec';

describeRule(stringIsString, {
  accepts: {
    'strings': configMap('x', { port: '8080', debug: 'true' }, { labels: { build: '12' }, annotations: { 'acme.example/on': 'yes' } }),
    'a variable with a source': withContainer({ env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }] }),
    'maps of another shape': configMap('x', undefined, { labels: 'none', annotations: [1] }),
  },
  rejects: {
    'a label that a policy of a mesh selects by': [object('policy.linkerd.io/v1beta3', 'Server', 'web', { spec: { podSelector: { matchLabels: { shard: 1 } } } }), ['spec.podSelector.matchLabels.shard']],
    'a numeric label': [configMap('x', {}, { labels: { build: 12 } }), ['metadata.labels.build']],
    'a boolean annotation': [configMap('x', {}, { annotations: { 'acme.example/on': true } }), ['metadata.annotations["acme.example/on"]']],
    'a numeric variable': [withContainer({ env: [{ name: 'PORT', value: 8080 }] }), [`${SPEC}.containers[0].env[0].value`]],
    'a numeric argument': [withContainer({ args: ['--port', 8080] }), [`${SPEC}.containers[0].args[1]`]],
    'a numeric setting': [configMap('x', { port: 8080 }), ['data.port']],
    'a boolean node selector': [deployment({ nodeSelector: { gpu: true } }), [`${SPEC}.nodeSelector.gpu`]],
    'a numeric Service selector': [service({ selector: { shard: 1 } }), ['spec.selector.shard']],
    'a numeric pod label': [
      object('apps/v1', 'Deployment', 'x', { spec: { selector: { matchLabels: { shard: 1 } }, template: { metadata: { labels: { shard: 1 } }, spec: {} } } }),
      ['spec.selector.matchLabels.shard', 'spec.template.metadata.labels.shard'],
    ],
  },
});
