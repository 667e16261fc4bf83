import { describeRule } from '../../test-support/describe-rule.ts';
import { configMap } from '../../test-support/manifests.ts';
import { ownerReferenceIsWhole } from './owner-reference-is-whole.ts';

const OWNER = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'b5b4a1c0' };
const owned = (...ownerReferences: readonly unknown[]) => configMap('a', {}, { ownerReferences });

describeRule(ownerReferenceIsWhole, {
  accepts: { 'a whole one': owned(OWNER), 'two, one of them the controller': owned({ ...OWNER, controller: true }, { ...OWNER, controller: false }), 'an Event of today': owned({ ...OWNER, apiVersion: 'events.k8s.io/v1', kind: 'Event' }) },
  rejects: {
    'no uid': [owned({ ...OWNER, uid: undefined }), ['metadata.ownerReferences.uid']],
    'a group without a version': [owned({ ...OWNER, apiVersion: 'apps/' }), ['metadata.ownerReferences.apiVersion']],
    'nothing at all': [owned({}), ['metadata.ownerReferences.apiVersion', 'metadata.ownerReferences.kind', 'metadata.ownerReferences.name', 'metadata.ownerReferences.uid']],
    'two controllers': [owned({ ...OWNER, controller: true }, { ...OWNER, controller: true }), ['metadata.ownerReferences']],
    'an Event': [owned({ ...OWNER, apiVersion: 'v1', kind: 'Event' }), ['metadata.ownerReferences']],
  },
});
