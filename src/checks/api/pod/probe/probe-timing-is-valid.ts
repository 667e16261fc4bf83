import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { invalid } from '../../field-error.ts';
import { nonNegativeErrors } from '../../syntax/whole-number.ts';
import { probesOf } from './probes-of.ts';

const NUMBERS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const;

export const probeTimingIsValid: Rule = {
  id: 'probe-timing-is-valid',
  severity: 'error',
  why: 'the API server refuses times and thresholds below zero, and a liveness or startup probe that must succeed more than once',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#configure-probes',
  kinds: POD_KINDS,
  keys: ['livenessProbe', 'readinessProbe', 'startupProbe'],
  *check({ apiContainers }) {
    for (const { path, name, probe } of probesOf(apiContainers)) {
      for (const field of NUMBERS) {
        const value = probe[field];
        if (value !== undefined) yield* eachInvalid(`${path}.${field}`, value, nonNegativeErrors(value));
      }
      const { successThreshold = 1, terminationGracePeriodSeconds: grace } = probe;
      if (name !== 'readinessProbe' && successThreshold > 1) yield invalid(`${path}.successThreshold`, successThreshold, 'must be 1');
      if (grace !== undefined && grace <= 0) yield invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0');
      if (grace !== undefined && name === 'readinessProbe') yield invalid(`${path}.terminationGracePeriodSeconds`, grace, 'must not be set for readinessProbes');
    }
  },
};
