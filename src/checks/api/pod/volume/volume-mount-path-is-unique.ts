import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { itemsOf } from '../../config/items-of.ts';
import { invalid, required } from '../../field-error.ts';

export const volumeMountPathIsUnique: Rule = {
  id: 'volume-mount-path-is-unique',
  severity: 'error',
  why: 'the API server refuses a mount without a place in the container, and two at one place',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#volumes-1',
  kinds: POD_KINDS,
  keys: ['volumeMounts'],
  *check({ apiContainers }) {
    for (const { path, container } of apiContainers) {
      const seen = new Set<string>();
      for (const { path: at, item: { mountPath = '' } } of itemsOf(container.volumeMounts, `${path}.volumeMounts`)) {
        if (mountPath === '') yield required(`${at}.mountPath`, 'say where in the container');
        if (seen.has(mountPath)) yield invalid(`${at}.mountPath`, mountPath, 'must be unique');
        seen.add(mountPath);
      }
    }
  },
};
