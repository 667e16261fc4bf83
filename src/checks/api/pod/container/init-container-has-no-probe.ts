import { type Lifecycle } from '../../../../../imports/kubernetes.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { forbidden } from '../../field-error.ts';
import { SIDECARS } from './container-restart-policy-is-valid.ts';

const FIELDS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const;

export const initContainerHasNoProbe: Rule = {
  id: 'init-container-has-no-probe',
  severity: 'error',
  why: 'an init container runs to its end before the pod starts: the API server refuses probes and hooks of one that doesn\'t go on running',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/init-containers/#differences-from-regular-containers',
  kinds: POD_KINDS,
  keys: ['initContainers'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, list, container } of apiContainers) {
      if (list !== 'initContainers' || (container.restartPolicy === 'Always' && minor >= SIDECARS)) continue;
      for (const field of FIELDS) {
        if (container[field] !== undefined && !(field === 'lifecycle' && isDropped(container[field]))) yield forbidden(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always');
      }
    }
  },
};

/** A signal alone is dropped: it waits for a feature gate. */
function isDropped({ stopSignal, postStart, preStop }: Lifecycle = {}): boolean {
  return stopSignal !== undefined && postStart === undefined && preStop === undefined;
}
