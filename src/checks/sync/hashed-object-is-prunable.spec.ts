import { describeRule } from '../test-support/describe-rule.ts';
import { configMap } from '../test-support/manifests.ts';
import { hashedObjectIsPrunable } from './hashed-object-is-prunable.ts';

const options = (text: string) => ({ annotations: { 'argocd.argoproj.io/sync-options': text } });
const PATH = ['metadata.annotations["argocd.argoproj.io/sync-options"]'];

describeRule(hashedObjectIsPrunable, {
  accepts: {
    'a hashed name that may be pruned': configMap('files-0123456789', {}, options('PruneLast=true')),
    'a fixed name that may not': configMap('data', {}, options('Prune=false')),
  },
  rejects: {
    'a hashed name that may not be pruned': [configMap('files-0123456789', {}, options('Prune=false')), PATH],
    'one that a person must allow, among other options': [configMap('files-0123456789', {}, options('Delete=false, Prune=confirm')), PATH],
  },
});
