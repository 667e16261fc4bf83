import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { envHasOneSource } from './env-has-one-source.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with one variable. */
const env = (variable: object) => withContainer({ env: [{ name: 'A', ...variable }] });

describeRule(envHasOneSource, {
  accepts: {
    'a value': env({ value: 'a' }),
    'nothing at all': env({}),
    'one source': env({ valueFrom: { secretKeyRef: { name: 'keys', key: 'a' } } }),
    'a source and no value': env({ value: '', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }),
  },
  rejects: {
    'none': [env({ valueFrom: {} }), [`${CONTAINER}.env[0].valueFrom`]],
    'two': [env({ valueFrom: { secretKeyRef: { name: 'keys', key: 'a' }, configMapKeyRef: { name: 'a', key: 'a' } } }), [`${CONTAINER}.env[0].valueFrom`]],
    'one and a value': [env({ value: 'a', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }), [`${CONTAINER}.env[0].valueFrom`]],
  },
});

describeRule(envHasOneSource, {
  context: { kubernetes: '1.34' },
  accepts: { 'one source': env({ valueFrom: { secretKeyRef: { name: 'keys', key: 'a' } } }) },
  rejects: { 'one that is dropped': [env({ valueFrom: { fileKeyRef: { volumeName: 'a', path: 'a', key: 'A' } } }), [`${CONTAINER}.env[0].valueFrom`]] },
});
