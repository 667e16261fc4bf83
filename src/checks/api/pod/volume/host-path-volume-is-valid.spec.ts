import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { hostPathVolumeIsValid } from './host-path-volume-is-valid.ts';

const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });
/** A StatefulSet; the fields are its pods' spec. */
const stateful = (fields: object, templates: readonly string[] = []) => object('apps/v1', 'StatefulSet', 'db', { spec: { volumeClaimTemplates: templates.map((name) => ({ metadata: { name } })), template: { spec: podSpec({ ...fields }) } } });

describeRule(hostPathVolumeIsValid, {
  accepts: { 'a folder': volume({ hostPath: { path: '/var/log', type: 'Directory' } }), 'none where a claim takes the place of the volume': stateful({ volumes: [{ name: 'data', hostPath: {} }] }, ['data']), 'a relative path, of any sort': volume({ hostPath: { path: 'a', type: '' } }) },
  rejects: { 'none': [volume({ hostPath: { type: 'Bogus' } }), [`${VOLUME}.hostPath.path`]], 'up, of no sort': [volume({ hostPath: { path: '/a/../b', type: 'Dir' } }), [`${VOLUME}.hostPath.path`, `${VOLUME}.hostPath.type`]] },
});
