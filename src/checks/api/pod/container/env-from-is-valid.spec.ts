import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { envFromIsValid } from './env-from-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';

describeRule(envFromIsValid, {
  accepts: { 'a ConfigMap and a Secret': withContainer({ envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 'a.b', optional: true } }] }), 'a dash at the end, as in the beginning of a name': withContainer({ envFrom: [{ secretRef: { name: 'a-' } }] }) },
  rejects: {
    'none': [withContainer({ envFrom: [{ prefix: 'A_' }] }), [`${CONTAINER}.envFrom`]],
    'both': [withContainer({ envFrom: [{ configMapRef: { name: 'a' }, secretRef: { name: 'a' } }] }), [`${CONTAINER}.envFrom`]],
    'no name': [withContainer({ envFrom: [{ configMapRef: {} }] }), [`${CONTAINER}.envFrom[0].configMapRef.name`]],
    'a name that can\'t be': [withContainer({ envFrom: [{ secretRef: { name: 'A_b' } }] }), [`${CONTAINER}.envFrom[0].secretRef.name`]],
  },
});
