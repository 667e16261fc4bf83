import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { namespaceFitsScope } from './namespace-fits-scope.ts';

const nowhere = { metadata: { namespace: undefined } };

describeRule(namespaceFitsScope, {
  accepts: {
    'a Deployment in a namespace': deployment(),
    'a PriorityClass without one': object('scheduling.k8s.io/v1', 'PriorityClass', 'high', nowhere),
    'a custom kind that nobody knows, without one': object('acme.example/v1', 'Thing', 'x', nowhere),
    'a custom kind that nobody knows, with one': object('acme.example/v1', 'Thing', 'x'),
  },
  rejects: {
    'a Namespace in a namespace': [object('v1', 'Namespace', 'shop'), ['metadata.namespace']],
    'a cluster-scoped custom resource in a namespace': [object('external-secrets.io/v1', 'ClusterSecretStore', 'vault'), ['metadata.namespace']],
    'a Deployment without one': [object('apps/v1', 'Deployment', 'web', nowhere), ['metadata.namespace']],
    'a ServiceMonitor without one': [object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', nowhere), ['metadata.namespace']],
    'a namespace that is no string': [object('acme.example/v1', 'Thing', 'x', { metadata: { namespace: 7 } }), ['metadata.namespace']],
  },
});
