import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment } from '../../../test-support/manifests.ts';
import { projectedVolumeIsValid } from './projected-volume-is-valid.ts';

const AT = 'spec.template.spec.volumes[0].projected';
/** A Deployment with a volume of these sources. */
const projected = (...sources: readonly object[]) => deployment({ volumes: [{ name: 'data', projected: { sources } }] });

describeRule(projectedVolumeIsValid, {
  accepts: {
    'one of each': projected({ secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } }, { configMap: { name: 'a' } }, { downwardAPI: { items: [{ path: 'b', fieldRef: { fieldPath: 'metadata.name' } }] } }, { serviceAccountToken: { path: 'token', expirationSeconds: 600 } }),
    'no sources': projected(),
    'a source behind a gate': projected({ clusterTrustBundle: { path: '/a' } }),
  },
  rejects: {
    'no names': [projected({ secret: {} }, { configMap: {} }), [`${AT}.sources[0].secret.name`, `${AT}.sources[1].configMap.name`]],
    'two in one': [projected({ secret: { name: 'a' }, configMap: { name: 'a' } }), [`${AT}.sources[0]`]],
    'one file twice': [projected({ secret: { name: 'a', items: [{ key: 'a', path: 'a' }] } }, { configMap: { name: 'b', items: [{ key: 'a', path: 'a' }] } }), [AT]],
    'a token for a moment, outside': [projected({ serviceAccountToken: { path: '../token', expirationSeconds: 599 } }), [`${AT}.sources[0].serviceAccountToken.expirationSeconds`, `${AT}.path`]],
    'a token for ever, nowhere': [projected({ serviceAccountToken: { expirationSeconds: 4294967297 } }), [`${AT}.sources[0].serviceAccountToken.expirationSeconds`, `${AT}.path`]],
    'a field that no file has': [projected({ downwardAPI: { items: [{ path: 'a', fieldRef: { fieldPath: 'status.hostIP' } }] } }), [`${AT}.sources[0].downwardAPI.fieldRef.fieldPath`]],
  },
});
