import { type StorageClassProps } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { bodyOf } from '../config/spec-of.ts';
import { notSupported } from '../field-error.ts';

export const storageClassPoliciesAreKnown: Rule = {
  id: 'storage-class-policies-are-known',
  severity: 'error',
  why: 'the API server refuses a way to bind or reclaim volumes that it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#reclaim-policy',
  kinds: ['storage.k8s.io/StorageClass'],
  keys: ['reclaimPolicy', 'volumeBindingMode'],
  *check(subject) {
    const body = bodyOf<StorageClassProps>(subject);
    const reclaimPolicy: string | null | undefined = body.reclaimPolicy;
    const bindingMode: string | null | undefined = body.volumeBindingMode;
    if (reclaimPolicy && !POLICIES.includes(reclaimPolicy)) yield notSupported('reclaimPolicy', reclaimPolicy, POLICIES);
    if (typeof bindingMode === 'string' && !MODES.includes(bindingMode)) yield notSupported('volumeBindingMode', bindingMode, MODES);
  },
};

const POLICIES = ['Delete', 'Retain'];
const MODES = ['Immediate', 'WaitForFirstConsumer'];
