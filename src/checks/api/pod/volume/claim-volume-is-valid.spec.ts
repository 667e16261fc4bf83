import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { claimVolumeIsValid } from './claim-volume-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Pod; the fields are its spec. */
const pod = (fields: object, metadata: object = {}) => object('v1', 'Pod', 'web', { metadata, spec: podSpec({ ...fields }) });
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(claimVolumeIsValid, {
  accepts: { 'a claim': volume({ persistentVolumeClaim: { claimName: 'Any name' } }), 'one beside an ephemeral volume': pod({ volumes: [{ name: 'a', ephemeral: {} }, { name: 'b', persistentVolumeClaim: { claimName: 'a' } }] }) },
  rejects: { 'none': [volume({ persistentVolumeClaim: {} }), [`${VOLUME}.persistentVolumeClaim.claimName`]], 'that of an ephemeral volume': [pod({ volumes: [{ name: 'a', ephemeral: {} }, { name: 'b', persistentVolumeClaim: { claimName: 'web-a' } }] }), ['spec.volumes[1].persistentVolumeClaim.claimName']] },
});
