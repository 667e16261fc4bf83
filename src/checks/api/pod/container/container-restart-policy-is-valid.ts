import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { forbidden, notSupported } from '../../field-error.ts';
import { RESTART_RULES } from './restart-rule-is-valid.ts';

/** The minor since which an init container may go on running; before, the field is dropped. */
export const SIDECARS = 29;
const POLICIES: readonly string[] = ['Always', 'Never', 'OnFailure'];

export const containerRestartPolicyIsValid: Rule = {
  id: 'container-restart-policy-is-valid',
  severity: 'error',
  why: 'the API server refuses a restart policy of a single container that it doesn\'t know; until 1.33 only init containers have one, and only Always',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restart-policy',
  kinds: POD_KINDS,
  keys: ['restartPolicy'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, list, container: { restartPolicy: policy } } of apiContainers) {
      // Before restart rules went on, their first minor drops what is new.
      if (policy === undefined || list === 'ephemeralContainers' || minor === RESTART_RULES - 1) continue;
      if (minor >= RESTART_RULES) {
        if (!POLICIES.includes(policy)) yield notSupported(`${path}.restartPolicy`, policy, POLICIES);
      } else if (list === 'containers') {
        yield forbidden(`${path}.restartPolicy`, 'may only be set for init containers');
      } else if (policy !== 'Always' && minor >= SIDECARS) {
        yield notSupported(`${path}.restartPolicy`, policy, ['Always']);
      }
    }
  },
};
