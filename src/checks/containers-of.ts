import { type Manifest } from '../kernel/manifest.ts';
import { type Fields, isFields, listAt } from './field.ts';
import { type Pod, podsOf } from './pods-of.ts';

/** Which of a pod's lists a container stands in. */
export type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers';

/** A container and where it stands. */
export interface ContainerOf {
  /** Such as `spec.template.spec.initContainers[0]`. */
  readonly path: string;
  readonly list: ContainerList;
  readonly container: Fields;
  readonly pod: Pod;
}

const LISTS: readonly ContainerList[] = ['initContainers', 'containers', 'ephemeralContainers'];

/** Every container of every pod of a manifest, whatever its kind: init, ordinary and ephemeral. */
export function containersOf(manifest: Manifest): readonly ContainerOf[] {
  return podsOf(manifest).flatMap(containersOfPod);
}

/** Every container of a pod. */
export function containersOfPod(pod: Pod): readonly ContainerOf[] {
  const found: ContainerOf[] = [];
  for (const list of LISTS) {
    listAt(pod.spec, list).forEach((container, index) => {
      if (isFields(container)) found.push({ path: `${pod.specPath}.${list}[${index}]`, list, container, pod });
    });
  }
  return found;
}
