import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { envKeyReferenceIsValid } from './env-key-reference-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with one variable. */
const env = (variable: object) => withContainer({ env: [{ name: 'A', ...variable }] });

describeRule(envKeyReferenceIsValid, {
  accepts: { 'a key': env({ valueFrom: { configMapKeyRef: { name: 'web.settings', key: 'a_B.c' } } }) },
  rejects: {
    'no name, no key': [env({ valueFrom: { secretKeyRef: {} } }), [`${CONTAINER}.env[0].valueFrom.secretKeyRef.name`, `${CONTAINER}.env[0].valueFrom.secretKeyRef.key`]],
    'names that can\'t be': [env({ valueFrom: { configMapKeyRef: { name: 'A', key: 'a/b' } } }), [`${CONTAINER}.env[0].valueFrom.configMapKeyRef.name`, `${CONTAINER}.env[0].valueFrom.configMapKeyRef.key`]],
  },
});
