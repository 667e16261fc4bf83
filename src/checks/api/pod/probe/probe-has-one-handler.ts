import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { oneHandlerFindings, PROBE_HANDLERS } from './handler.ts';
import { probesOf } from './probes-of.ts';

export const probeHasOneHandler: Rule = {
  id: 'probe-has-one-handler',
  severity: 'error',
  why: 'the API server refuses a probe that asks nothing, or in two ways',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#probe-check-methods',
  kinds: POD_KINDS,
  keys: ['livenessProbe', 'readinessProbe', 'startupProbe'],
  *check({ apiContainers }) {
    for (const { path, probe } of probesOf(apiContainers)) yield* oneHandlerFindings(PROBE_HANDLERS.filter((handler) => probe[handler] !== undefined), path);
  },
};
