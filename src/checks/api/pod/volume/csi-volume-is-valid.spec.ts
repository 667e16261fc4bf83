import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { csiVolumeIsValid } from './csi-volume-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(csiVolumeIsValid, {
  accepts: { 'a driver': volume({ csi: { driver: 'Secrets.csi.example', nodePublishSecretRef: { name: 'a' } } }) },
  rejects: {
    'none': [volume({ csi: {} }), [`${VOLUME}.csi.driver`]],
    'a name that can\'t be': [volume({ csi: { driver: 'a_b' } }), [`${VOLUME}.csi.driver`]],
    'a long name': [volume({ csi: { driver: `${'a'.repeat(60)}.csi` } }), [`${VOLUME}.csi.driver`]],
    'a Secret without a name': [volume({ csi: { driver: 'a', nodePublishSecretRef: {} } }), [`${VOLUME}.csi.nodePublishSecretRef.name`]],
    'a Secret that can\'t be': [volume({ csi: { driver: 'a', nodePublishSecretRef: { name: 'A' } } }), [`${VOLUME}.csi.name`]],
  },
});
