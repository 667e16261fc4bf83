import { describeRule } from '../../test-support/describe-rule.ts';
import { container, job, object, podSpec } from '../../test-support/manifests.ts';
import { podFailureRuleIsValid } from './pod-failure-rule-is-valid.ts';

const CODES = { operator: 'In', values: [1, 3] };
const CONDITIONS = [{ type: 'DisruptionTarget' }];
const pod = { initContainers: [container({ name: 'prepare' })] };
const ruled = (...rules: readonly unknown[]) => job('a', { pod, podFailurePolicy: { rules } });
const coded = (onExitCodes: object) => ruled({ action: 'FailJob', onExitCodes: { ...CODES, ...onExitCodes } });
const AT = 'spec.podFailurePolicy.rules';

describeRule(podFailureRuleIsValid, {
  accepts: {
    'each sort of rule': ruled({ action: 'FailJob', onExitCodes: CODES }, { action: 'Ignore', onPodConditions: CONDITIONS }),
    'the code of an init container': coded({ containerName: 'prepare' }),
    'success, among what fails otherwise': coded({ operator: 'NotIn', values: [0] }),
    'success, left out': coded({ operator: 'NotIn', values: [null] }),
    'an index, where they are counted': job('a', { backoffLimitPerIndex: 1, podFailurePolicy: { rules: [{ action: 'FailIndex', onExitCodes: CODES }] } }),
    'no rules': ruled(),
  },
  rejects: {
    'too many rules': [ruled(...Array.from({ length: 21 }, () => ({ action: 'Count', onPodConditions: CONDITIONS }))), [AT]],
    'an empty rule': [ruled({}), [`${AT}[0]`, `${AT}[0].action`]],
    'both sorts in one': [ruled({ action: 'Count', onExitCodes: CODES, onPodConditions: CONDITIONS }), [`${AT}[0]`]],
    'an action in lower case': [ruled({ action: 'ignore', onPodConditions: CONDITIONS }), [`${AT}[0].action`]],
    'an index, where they are not counted': [ruled({ action: 'FailIndex', onExitCodes: CODES }), [`${AT}[0].action`]],
    'an unknown container': [coded({ containerName: 'sidecar' }), [`${AT}[0].onExitCodes.containerName`]],
    'no operator, and no values': [coded({ operator: '', values: [] }), [`${AT}[0].onExitCodes.operator`, `${AT}[0].onExitCodes.values`]],
    'success taken for a failure': [coded({ values: [0, 1] }), [`${AT}[0].onExitCodes.values[0]`]],
    'success, left out, taken for a failure': [coded({ values: [null, 1] }), [`${AT}[0].onExitCodes.values[0]`]],
    'descending, and one twice': [coded({ values: [3, 1, 3] }), [`${AT}[0].onExitCodes.values`, `${AT}[0].onExitCodes.values[2]`]],
    'too many codes': [coded({ values: Array.from({ length: 256 }, (_, index) => index + 1) }), [`${AT}[0].onExitCodes.values`]],
    'a condition that is none': [ruled({ action: 'Count', onPodConditions: [{ type: 'a b', status: 'yes' }] }), [`${AT}[0].onPodConditions[0].status`, `${AT}[0].onPodConditions[0].type`]],
    'too many conditions': [ruled({ action: 'Count', onPodConditions: Array.from({ length: 21 }, () => CONDITIONS[0]) }), [`${AT}[0].onPodConditions`]],
    'in a CronJob': [
      object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: { podFailurePolicy: { rules: [{ action: 'Count' }] }, template: { spec: podSpec() } } } } }),
      ['spec.jobTemplate.spec.podFailurePolicy.rules[0]'],
    ],
  },
});
