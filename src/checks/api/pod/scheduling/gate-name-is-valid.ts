import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate } from '../../field-error.ts';
import { qualifiedNameErrors } from '../../syntax/qualified-name.ts';

export const gateNameIsValid: Rule = {
  id: 'gate-name-is-valid',
  severity: 'error',
  why: 'the API server refuses a gate of a pod whose name nothing could open, or that is named twice',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate',
  kinds: POD_KINDS,
  keys: ['readinessGates', 'schedulingGates'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      for (const { path, item: { conditionType = '' } } of itemsOf(spec.readinessGates, `${specPath}.readinessGates`)) {
        yield* eachInvalid(`${path}.conditionType`, conditionType, qualifiedNameErrors(conditionType));
      }
      const seen = new Set<string>();
      for (const { path, item: { name = '' } } of itemsOf(spec.schedulingGates, `${specPath}.schedulingGates`)) {
        yield* eachInvalid(path, name, qualifiedNameErrors(name));
        if (seen.has(name)) yield duplicate(path, name);
        seen.add(name);
      }
    }
  },
};
