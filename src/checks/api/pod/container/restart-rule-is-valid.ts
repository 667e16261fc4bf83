import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { notSupported, required, tooMany } from '../../field-error.ts';

/** The minor since which containers have restart rules without asking for it; before, the field is dropped. */
export const RESTART_RULES = 35;
/** The minor since which a rule may restart the whole pod. */
const RESTART_ALL = 36;

export const restartRuleIsValid: Rule = {
  id: 'restart-rule-is-valid',
  severity: 'error',
  why: 'the API server refuses restart rules without a restart policy beside them, and rules about anything but exit codes',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-rules',
  since: RESTART_RULES,
  kinds: POD_KINDS,
  keys: ['restartPolicyRules'],
  *check({ apiContainers, set: { minor } }) {
    const actions = minor >= RESTART_ALL ? ['Restart', 'RestartAllContainers'] : ['Restart'];
    for (const { path, list, container: { restartPolicy, restartPolicyRules: rules = [] } } of apiContainers) {
      if (rules.length === 0 || list === 'ephemeralContainers') continue;
      if (restartPolicy === undefined) yield required(`${path}.restartPolicy`, 'must specify restartPolicy when restart rules are used');
      if (rules.length > 20) yield tooMany(`${path}.restartPolicyRules`, rules.length, 20);
      for (const { path: at, item: { action = '', exitCodes } } of itemsOf(rules, `${path}.restartPolicyRules`)) {
        if (!actions.includes(action)) yield notSupported(`${at}.action`, action, actions);
        if (exitCodes === undefined) {
          yield required(`${at}.exitCodes`, 'must be specified');
          continue;
        }
        if (!OPERATORS.includes(exitCodes.operator)) yield notSupported(`${at}.exitCodes.operator`, exitCodes.operator ?? '', OPERATORS);
        const values = exitCodes.values ?? [];
        if (values.length > 255) yield tooMany(`${at}.exitCodes.values`, values.length, 255);
      }
    }
  },
};

const OPERATORS: readonly string[] = ['In', 'NotIn'];
