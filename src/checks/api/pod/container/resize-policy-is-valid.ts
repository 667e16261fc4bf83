import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate, invalid, notSupported, required } from '../../field-error.ts';

const RESOURCES: readonly string[] = ['cpu', 'memory'];
/** The minor since which the policy of an init container counts. */
const INIT_CONTAINERS = 35;
const POLICIES: readonly string[] = ['NotRequired', 'RestartContainer'];

export const resizePolicyIsValid: Rule = {
  id: 'resize-policy-is-valid',
  severity: 'error',
  why: 'the API server refuses resize policies for other resources than CPU and memory, two for one, and a restart of what never restarts',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/#container-resize-policies',
  // Before, the field is dropped.
  since: 33,
  kinds: POD_KINDS,
  keys: ['resizePolicy'],
  *check({ apiContainers, set: { minor } }) {
    for (const { path, list, container, pod: { spec } } of apiContainers) {
      const listPath = `${path}.resizePolicy`;
      const seen = new Set<string>();
      for (const { path: at, item: { resourceName = '', restartPolicy = '' } } of itemsOf(container.resizePolicy, listPath)) {
        if (seen.has(resourceName)) yield duplicate(at, resourceName);
        seen.add(resourceName);
        if (resourceName === '') yield required(listPath, 'name the resource, cpu or memory');
        else if (!RESOURCES.includes(resourceName)) yield notSupported(listPath, resourceName, RESOURCES);
        if (restartPolicy === '') yield required(listPath, 'say NotRequired or RestartContainer');
        else if (!POLICIES.includes(restartPolicy)) yield notSupported(listPath, restartPolicy, POLICIES);
        else if (restartPolicy === 'RestartContainer' && spec.restartPolicy === 'Never') yield invalid(listPath, restartPolicy, 'must be NotRequired when `restartPolicy` is Never');
        else if (minor >= INIT_CONTAINERS && restartPolicy === 'RestartContainer' && list === 'initContainers' && container.restartPolicy !== 'Always') yield invalid(listPath, restartPolicy, 'must be NotRequired for an init container without restartPolicy=Always');
      }
    }
  },
};
