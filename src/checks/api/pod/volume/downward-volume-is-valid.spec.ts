import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { downwardVolumeIsValid } from './downward-volume-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(downwardVolumeIsValid, {
  accepts: { 'a field and a resource': volume({ downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }, { path: 'cpu', mode: 256, resourceFieldRef: { containerName: 'web', resource: 'limits.cpu' } }] } }) },
  rejects: {
    'nothing in an item': [volume({ downwardAPI: { items: [{}] } }), [`${VOLUME}.downwardAPI.path`, `${VOLUME}.downwardAPI`]],
    'a field that only variables have': [volume({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.podIP' } }] } }), [`${VOLUME}.downwardAPI.fieldRef.fieldPath`]],
    'a resource of no container': [volume({ downwardAPI: { items: [{ path: 'a', resourceFieldRef: { resource: 'limits.cpu' } }] } }), [`${VOLUME}.downwardAPI.resourceFieldRef.containerName`]],
    'both, outside': [volume({ downwardAPI: { items: [{ path: '../a', fieldRef: { fieldPath: 'metadata.name' }, resourceFieldRef: { resource: 'limits.cpu' } }] } }), [`${VOLUME}.downwardAPI.path`, `${VOLUME}.downwardAPI`]],
    'modes': [volume({ downwardAPI: { defaultMode: 512, items: [{ path: 'a', mode: 512, fieldRef: { fieldPath: 'metadata.name' } }] } }), [`${VOLUME}.downwardAPI.defaultMode`, `${VOLUME}.downwardAPI.mode`]],
  },
});
