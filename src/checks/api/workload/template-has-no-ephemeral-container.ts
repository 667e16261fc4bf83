import { POD_KINDS } from '../../pods-of.ts';
import { type Rule } from '../../rule.ts';
import { forbidden } from '../field-error.ts';

export const templateHasNoEphemeralContainer: Rule = {
  id: 'template-has-no-ephemeral-container',
  severity: 'error',
  why: 'an ephemeral container is put into a pod that already runs',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  kinds: POD_KINDS.filter((kind) => kind !== '/Pod' && !kind.startsWith('argoproj.io/')),
  keys: ['ephemeralContainers'],
  *check({ apiPods, kind, set }) {
    // Before, the API server didn't look at the template of a StatefulSet.
    if (kind === 'apps/StatefulSet' && set.minor < STATEFUL_TEMPLATE_SINCE) return;
    for (const { specPath, spec } of apiPods) {
      if ((spec.ephemeralContainers ?? []).length > 0) yield { ...forbidden(`${specPath}.ephemeralContainers`, 'a template has none'), fix: 'remove the field, and use kubectl debug' };
    }
  },
};

const STATEFUL_TEMPLATE_SINCE = 34;
