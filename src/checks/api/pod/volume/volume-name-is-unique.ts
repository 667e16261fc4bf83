import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { type ApiPod } from '../../api-pods.ts';
import { duplicate } from '../../field-error.ts';
import { volumesOf } from './volumes-of.ts';

export const volumeNameIsUnique: Rule = {
  id: 'volume-name-is-unique',
  severity: 'error',
  why: 'the API server refuses two volumes of one name in a pod',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/volume/',
  kinds: POD_KINDS,
  keys: ['volumes'],
  *check(subject) {
    const seen = new Map<ApiPod, Set<string>>();
    for (const { path, item: { name }, pod } of volumesOf(subject)) {
      if (!name) continue;
      const names = seen.get(pod) ?? new Set();
      seen.set(pod, names);
      if (names.has(name)) yield duplicate(`${path}.name`, name);
      names.add(name);
    }
  },
};
