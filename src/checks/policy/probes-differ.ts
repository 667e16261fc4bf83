import { at, isFields } from '../field.ts';
import { type Rule } from '../rule.ts';
import { WORKLOAD_KINDS } from '../workloads.ts';

export const probesDiffer: Rule = {
  id: 'probes-differ',
  severity: 'warning',
  why: 'a program that cannot answer for a moment is killed for it, and under load all of them at once',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  kinds: WORKLOAD_KINDS,
  keys: ['livenessProbe'],
  *check({ containers }) {
    for (const { path, container } of containers) {
      const [live, ready] = [at(container, 'livenessProbe'), at(container, 'readinessProbe')];
      if (isFields(live) && isFields(ready) && sorted(live) === sorted(ready)) yield { path: `${path}.livenessProbe`, message: 'the liveness probe asks exactly what the readiness probe asks', fix: 'ask for something that needs nobody else, or set failureThreshold higher' };
    }
  },
};

/** Text that is the same whatever the order of the fields. */
function sorted(probe: object): string {
  return JSON.stringify(probe, (_key, value: unknown) => (isFields(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value));
}
