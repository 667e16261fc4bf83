import { describeRule } from '../test-support/describe-rule.ts';
import { cronJob, deployment, object, podSpec } from '../test-support/manifests.ts';
import { podHasNetworkPolicy } from './pod-has-network-policy.ts';

const policy = (spec: object, name = 'deny') => object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec });
const deny = policy({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
const web = { matchLabels: { 'app.kubernetes.io/name': 'web' } };

describeRule(podHasNetworkPolicy, {
  accepts: {
    'a policy for all pods': [deny, deployment(), cronJob()],
    'one policy for each direction': [policy({ podSelector: web, policyTypes: ['Egress'] }, 'a'), policy({ podSelector: web }, 'b'), deployment()],
    'an object without pods': object('v1', 'Namespace', 'shop'),
  },
  rejects: {
    'no policy': [deployment(), ['spec.template.metadata.labels']],
    'a policy for one direction': [[policy({ podSelector: {} }), deployment()], ['spec.template.metadata.labels']],
    'a policy for other pods': [[policy({ podSelector: { matchLabels: { app: 'api' } }, policyTypes: ['Ingress', 'Egress'] }), deployment()], ['spec.template.metadata.labels']],
    'a policy in another namespace': [[{ ...deny, metadata: { name: 'deny', namespace: 'other' } }, deployment()], ['spec.template.metadata.labels']],
    'a CronJob': [cronJob(), ['spec.jobTemplate.spec.template.metadata.labels']],
    'a plain Pod': [object('v1', 'Pod', 'web', { spec: podSpec() }), ['metadata.labels']],
  },
});
