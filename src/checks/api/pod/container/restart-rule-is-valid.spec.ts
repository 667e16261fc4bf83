import { describeRule } from '../../../test-support/describe-rule.ts';
import { container, deployment, withContainer } from '../../../test-support/manifests.ts';
import { restartRuleIsValid } from './restart-rule-is-valid.ts';

const CONTAINER = 'spec.template.spec.containers[0]';
const INIT = 'spec.template.spec.initContainers[0]';
/** A Deployment with one init container. */
const init = (fields: object) => deployment({ initContainers: [container({ name: 'init', ...fields })] });

describeRule(restartRuleIsValid, {
  accepts: { 'a rule': withContainer({ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }] }), 'no rules': withContainer({ restartPolicyRules: [] }) },
  rejects: {
    'no policy beside it': [init({ restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In' } }] }), [`${INIT}.restartPolicy`]],
    'nothing in it': [withContainer({ restartPolicy: 'Never', restartPolicyRules: [{}] }), [`${CONTAINER}.restartPolicyRules[0].action`, `${CONTAINER}.restartPolicyRules[0].exitCodes`]],
    'an unknown operator': [withContainer({ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'Is' } }] }), [`${CONTAINER}.restartPolicyRules[0].exitCodes.operator`]],
    'too many': [withContainer({ restartPolicy: 'Never', restartPolicyRules: Array.from({ length: 21 }, () => ({ action: 'Restart', exitCodes: { operator: 'In' } })) }), [`${CONTAINER}.restartPolicyRules`]],
    'too many codes': [withContainer({ restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: Array.from({ length: 256 }, (_, code) => code) } }] }), [`${CONTAINER}.restartPolicyRules[0].exitCodes.values`]],
  },
});
