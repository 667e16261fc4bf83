import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { duplicate } from '../../field-error.ts';

export const containerPortNameIsUnique: Rule = {
  id: 'container-port-name-is-unique',
  severity: 'error',
  why: 'the API server refuses two ports of one name in a container: a probe or Service could not tell them apart',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#ports',
  kinds: POD_KINDS,
  keys: ['ports'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      const seen = new Set<string>();
      for (const { path: at, item: { name } } of itemsOf(container.ports, `${path}.ports`)) {
        if (!name) continue;
        if (seen.has(name)) yield duplicate(`${at}.name`, name);
        seen.add(name);
      }
    }
  },
};
