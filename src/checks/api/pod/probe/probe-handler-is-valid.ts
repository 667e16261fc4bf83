import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { handlerFindings } from './handler.ts';
import { probesOf } from './probes-of.ts';

export const probeHandlerIsValid: Rule = {
  id: 'probe-handler-is-valid',
  severity: 'error',
  why: 'the API server refuses a probe that runs no command, or asks at a port that is none',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  kinds: POD_KINDS,
  keys: ['livenessProbe', 'readinessProbe', 'startupProbe'],
  *check({ apiContainers }) {
    for (const { path, probe } of probesOf(apiContainers)) yield* handlerFindings(probe, path);
  },
};
