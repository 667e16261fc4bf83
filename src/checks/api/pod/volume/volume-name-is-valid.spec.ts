import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { volumeNameIsValid } from './volume-name-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

/** A StatefulSet with a claim of this metadata. */
const claim = (metadata: object) => object('apps/v1', 'StatefulSet', 'web', { spec: { template: { spec: podSpec() }, volumeClaimTemplates: [{ metadata }] } });
const CLAIM = 'spec.volumeClaimTemplates[0].metadata.name';

describeRule(volumeNameIsValid, {
  accepts: { 'a claim with a label': claim({ name: 'data' }), 'a label': volume({ emptyDir: {} }), 'as long as a label is': deployment({ volumes: [{ name: 'a'.repeat(63), emptyDir: {} }] }) },
  rejects: { 'a claim with a dot': [claim({ name: 'a.b' }), [CLAIM]], 'a claim without a name': [claim({}), [CLAIM]], 'none': [deployment({ volumes: [{ emptyDir: {} }] }), [`${VOLUME}.name`]], 'a dot': [deployment({ volumes: [{ name: 'a.b' }] }), [`${VOLUME}.name`]], 'upper case': [deployment({ volumes: [{ name: 'Data' }] }), [`${VOLUME}.name`]] },
});
