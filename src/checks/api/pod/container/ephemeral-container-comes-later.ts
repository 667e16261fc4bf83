import { type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';

export const ephemeralContainerComesLater: Rule = {
  id: 'ephemeral-container-comes-later',
  severity: 'error',
  why: 'ephemeral containers are added to a running pod: the API server refuses them in a new one',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/',
  kinds: ['/Pod'],
  keys: ['ephemeralContainers'],
  *check({ apiPods }) {
    for (const { specPath, spec } of apiPods) {
      if ((spec.ephemeralContainers ?? []).length > 0) yield { ...forbidden(`${specPath}.ephemeralContainers`, 'cannot be set on create'), fix: 'remove the field; kubectl debug adds such a container' };
    }
  },
};
