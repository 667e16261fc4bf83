import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { volumeNameIsValid } from './volume-name-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(volumeNameIsValid, {
  accepts: { 'a label': volume({ emptyDir: {} }), 'as long as a label is': deployment({ volumes: [{ name: 'a'.repeat(63), emptyDir: {} }] }) },
  rejects: { 'none': [deployment({ volumes: [{ emptyDir: {} }] }), [`${VOLUME}.name`]], 'a dot': [deployment({ volumes: [{ name: 'a.b' }] }), [`${VOLUME}.name`]], 'upper case': [deployment({ volumes: [{ name: 'Data' }] }), [`${VOLUME}.name`]] },
});
