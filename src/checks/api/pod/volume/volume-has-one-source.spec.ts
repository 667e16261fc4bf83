import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { volumeHasOneSource } from './volume-has-one-source.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(volumeHasOneSource, {
  accepts: { 'one': volume({ emptyDir: {} }), 'an image': volume({ image: { reference: 'a' } }), 'none, which is an emptyDir': volume({}) },
  rejects: { 'two': [volume({ emptyDir: {}, configMap: { name: 'a' }, secret: { secretName: 'a' } }), [`${VOLUME}.secret`, `${VOLUME}.configMap`]] },
});

describeRule(volumeHasOneSource, {
  context: { kubernetes: '1.34' },
  accepts: { 'one that is dropped': volume({ image: { reference: 'a' }, emptyDir: {} }) },
  rejects: { 'two': [volume({ emptyDir: {}, csi: { driver: 'a' } }), [`${VOLUME}.csi`]] },
});
