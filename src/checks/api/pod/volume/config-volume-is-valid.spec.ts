import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { configVolumeIsValid } from './config-volume-is-valid.ts';

const POD = 'spec.template.spec';
const VOLUME = 'spec.template.spec.volumes[0]';
/** A Deployment with this volume. */
const volume = (fields: object) => deployment({ volumes: [{ name: 'data', ...fields }] });

describeRule(configVolumeIsValid, {
  accepts: {
    'whole': volume({ configMap: { name: 'a' } }),
    'chosen files': volume({ secret: { secretName: 'a', defaultMode: 0o400, items: [{ key: 'a', path: 'b/c..d', mode: 511 }] } }),
  },
  rejects: {
    'no names': [deployment({ volumes: [{ name: 'a', configMap: {} }, { name: 'b', secret: { name: 'a' } }] }), [`${VOLUME}.configMap.name`, `${POD}.volumes[1].secret.secretName`]],
    'a mode in decimal': [volume({ secret: { secretName: 'a', defaultMode: 777, items: [{ key: 'a', path: 'a', mode: -1 }] } }), [`${VOLUME}.secret.defaultMode`, `${VOLUME}.secret.items[0].mode`]],
    'nothing in an item': [volume({ configMap: { name: 'a', items: [{}] } }), [`${VOLUME}.configMap.items[0].key`, `${VOLUME}.configMap.items[0].path`]],
    'files outside': [volume({ configMap: { name: 'a', items: [{ key: 'a', path: '/a' }, { key: 'a', path: 'a/../b' }, { key: 'a', path: '..a' }] } }), [`${VOLUME}.configMap.items[0].path`, `${VOLUME}.configMap.items[1].path`, `${VOLUME}.configMap.items[2].path`]],
  },
});
