import { type ContainerList } from '../../../containers-of.ts';
import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { type ApiContainer } from '../../api-pods.ts';
import { duplicate } from '../../field-error.ts';

/** A name stands first where the server looks first: init containers give way to ordinary ones. */
const ORDER: readonly ContainerList[] = ['containers', 'initContainers', 'ephemeralContainers'];

export const containerNameIsUnique: Rule = {
  id: 'container-name-is-unique',
  severity: 'error',
  why: 'the API server refuses two containers of one name in a pod, be they init containers or ordinary ones',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container',
  kinds: POD_KINDS,
  *check({ apiPods, apiContainers }) {
    if (apiContainers.length < 2) return;
    for (const pod of apiPods) {
      const seen = new Set<string>();
      for (const list of ORDER) {
        for (const { path, container: { name } } of apiContainers.filter((one: ApiContainer) => one.pod === pod && one.list === list)) {
          if (name === undefined || name === '') continue;
          if (seen.has(name)) yield duplicate(`${path}.name`, name);
          seen.add(name);
        }
      }
    }
  },
};
