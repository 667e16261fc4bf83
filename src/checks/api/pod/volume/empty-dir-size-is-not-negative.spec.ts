import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { emptyDirSizeIsNotNegative } from './empty-dir-size-is-not-negative.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(emptyDirSizeIsNotNegative, {
  accepts: { 'a size': volume({ emptyDir: { sizeLimit: '1Gi', medium: 'Memory' } }), 'none': volume({ emptyDir: { sizeLimit: 0 } }) },
  rejects: { 'less than nothing': [volume({ emptyDir: { sizeLimit: '-1Gi' } }), [`${VOLUME}.emptyDir.sizeLimit`]] },
});
