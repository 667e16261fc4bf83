import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, hookJob, object } from '../test-support/manifests.ts';
import { prerequisiteIsNoHook } from './prerequisite-is-no-hook.ts';

const hook = { annotations: { 'argocd.argoproj.io/hook': 'Sync' } };
const PATH = ['metadata.annotations["argocd.argoproj.io/hook"]'];

describeRule(prerequisiteIsNoHook, {
  accepts: { 'a hook Job': hookJob('a'), 'a ConfigMap that is no hook': configMap('a') },
  rejects: {
    'a ServiceAccount': [object('v1', 'ServiceAccount', 'a', { metadata: hook }), PATH],
    'a Secret': [object('v1', 'Secret', 'a', { metadata: hook }), PATH],
    'an ExternalSecret': [object('external-secrets.io/v1', 'ExternalSecret', 'a', { metadata: hook }), PATH],
    'a ConfigMap': [configMap('a', {}, hook), PATH],
    'a PersistentVolumeClaim': [object('v1', 'PersistentVolumeClaim', 'a', { metadata: hook }), PATH],
  },
});
