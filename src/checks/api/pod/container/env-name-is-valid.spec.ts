import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { envNameIsValid } from './env-name-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with one variable. */
const env = (variable: object) => withContainer({ env: [{ name: 'A', ...variable }] });

describeRule(envNameIsValid, {
  accepts: { 'a name': env({}), 'a name that no shell takes': env({ name: '1 a-b.c' }), 'a prefix': withContainer({ envFrom: [{ prefix: 'A-', configMapRef: { name: 'a' } }] }) },
  rejects: {
    'none': [env({ name: undefined }), [`${CONTAINER}.env[0].name`]],
    'an equals sign': [env({ name: 'A=B' }), [`${CONTAINER}.env[0].name`]],
    'beyond ASCII': [withContainer({ envFrom: [{ prefix: 'Ä', configMapRef: { name: 'a' } }] }), [`${CONTAINER}.envFrom[0].prefix`]],
  },
});

describeRule(envNameIsValid, {
  context: { kubernetes: '1.31' },
  accepts: { 'a name with a dash and a dot': env({ name: 'a-b.c' }) },
  rejects: { 'a digit first': [env({ name: '1a' }), [`${CONTAINER}.env[0].name`]] },
});
