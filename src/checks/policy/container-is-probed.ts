import { at, isFields, listAt, fieldsAt } from '../field.ts';
import { namespaceOf } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { hasLabels } from '../../api/label-selector.ts';
import { WORKLOAD_KINDS } from '../workloads.ts';

/** A worker that no Service sends requests to has nothing to be ready for; its metrics are asked for all the same. */
export const containerIsProbed: Rule = {
  id: 'container-is-probed',
  severity: 'warning',
  why: 'a program that hangs is never started again without a liveness probe, and gets requests that it cannot answer without a readiness probe',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  kinds: WORKLOAD_KINDS,
  *check({ containers, identity, set }) {
    for (const { path, container, list, pod } of containers) {
      if (list !== 'containers') continue;
      if (!isFields(at(container, 'livenessProbe'))) yield { path: `${path}.livenessProbe`, message: 'nobody asks whether the program is alive', fix: 'livenessProbe: { httpGet: { path: /live, port: http } }' };
      if (isFields(at(container, 'readinessProbe'))) continue;
      const labels = fieldsAt(pod.metadata, 'labels');
      const answers = set.ofKind('/Service').some((service) => {
        const selector = at(service, 'spec', 'selector');
        return namespaceOf(service) === identity.namespace && isFields(selector) && Object.keys(selector).length > 0 && hasLabels(selector, labels) && listAt(service, 'spec', 'ports').some((port) => !isForMetrics(port));
      });
      if (answers) yield { path: `${path}.readinessProbe`, message: 'nobody asks whether the program can answer, and a Service sends it requests', fix: 'readinessProbe: { httpGet: { path: /ready, port: http } }' };
    }
  },
};

/** Whoever scrapes asks for it as soon as it runs. */
function isForMetrics(port: unknown): boolean {
  return [at(port, 'name'), at(port, 'targetPort')].includes('metrics');
}
