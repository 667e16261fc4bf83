import { describeRule } from '../../../test-support/describe-rule.ts';
import { deployment, object, podSpec } from '../../../test-support/manifests.ts';
import { ephemeralVolumeIsValid } from './ephemeral-volume-is-valid.ts';

const AT = 'spec.template.spec.volumes[0].ephemeral.volumeClaimTemplate';
const SPEC = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
/** A Deployment with an ephemeral volume of this template. */
const ephemeral = (volumeClaimTemplate: unknown) => deployment({ volumes: [{ name: 'data', ephemeral: { volumeClaimTemplate } }] });

describeRule(ephemeralVolumeIsValid, {
  accepts: { 'a template': ephemeral({ metadata: { labels: { a: 'b' }, name: '' }, spec: SPEC }) },
  rejects: {
    'none': [ephemeral(undefined), [AT]],
    'nothing in it': [ephemeral({}), [`${AT}.spec.accessModes`, `${AT}.spec.resources["storage"]`]],
    'a name': [ephemeral({ metadata: { name: 'a' }, spec: SPEC }), [`${AT}.metadata.name`]],
    'a label and an annotation that are none': [ephemeral({ metadata: { labels: { '/a': 'b' }, annotations: { 'a b': 'c' } }, spec: SPEC }), [`${AT}.metadata.annotations`, `${AT}.metadata.labels`]],
    'a class that can\'t be': [ephemeral({ spec: { ...SPEC, storageClassName: 'A' } }), [`${AT}.spec.storageClassName`]],
    'a claim whose name is too long': [object('v1', 'Pod', 'a'.repeat(240), { spec: podSpec({ volumes: [{ name: 'data-of-the-shop', ephemeral: { volumeClaimTemplate: { spec: SPEC } } }] }) }), ['spec.volumes[0].name']],
  },
});
