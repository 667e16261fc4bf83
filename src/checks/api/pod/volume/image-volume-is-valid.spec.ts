import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { imageVolumeIsValid } from './image-volume-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(imageVolumeIsValid, {
  accepts: { 'an image': volume({ image: { reference: 'ghcr.io/acme/model:1', pullPolicy: 'Never' } }), 'none in a template': volume({ image: {} }) },
  rejects: { 'none in a Pod': [pod({ volumes: [{ name: 'a', image: { pullPolicy: 'Always' } }] }), ['spec.volumes[0].image.reference']], 'another policy': [volume({ image: { reference: 'a', pullPolicy: 'never' } }), [`${VOLUME}.image.pullPolicy`]] },
});
