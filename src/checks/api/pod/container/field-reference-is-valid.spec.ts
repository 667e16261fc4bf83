import { describeRule } from '../../../test-support/describe-rule.ts';
import { withContainer } from '../../../test-support/manifests.ts';
import { fieldReferenceIsValid } from './field-reference-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
/** A container with one variable. */
const env = (variable: object) => withContainer({ env: [{ name: 'A', ...variable }] });

describeRule(fieldReferenceIsValid, {
  accepts: { 'a field': env({ valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } }), 'a label': env({ valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } }) },
  rejects: {
    'none': [env({ valueFrom: { fieldRef: {} } }), [`${CONTAINER}.env[0].valueFrom.fieldRef.fieldPath`]],
    'one that only volumes have': [env({ valueFrom: { fieldRef: { fieldPath: 'metadata.labels' } } }), [`${CONTAINER}.env[0].valueFrom.fieldRef.fieldPath`]],
    'a label that can\'t be': [env({ valueFrom: { fieldRef: { fieldPath: "metadata.labels['a b']" } } }), [`${CONTAINER}.env[0].valueFrom.fieldRef`]],
    'another version': [env({ valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } }), [`${CONTAINER}.env[0].valueFrom.fieldRef.fieldPath`]],
  },
});
