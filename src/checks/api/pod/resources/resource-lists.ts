import { type ResourceRequirements } from '../../../../../imports/kubernetes.ts';
import { type ApiContainer, type ApiPod } from '../../api-pods.ts';

/** What a container, or a pod as a whole, asks for and is limited to. */
export interface Resources {
  /** Such as `spec.containers[0].resources`. */
  readonly path: string;
  readonly resources: ResourceRequirements;
  /** Whether it is the pod as a whole. */
  readonly isPod: boolean;
  readonly pod: ApiPod;
}

/** The minor since which a pod as a whole has resources without asking for it; before, the field is dropped. */
export const POD_RESOURCES = 34;

/** All resources of pods: those of containers, then those of each pod as a whole. */
export function* resourcesOf({ apiPods, apiContainers, set: { minor } }: { readonly apiPods: readonly ApiPod[]; readonly apiContainers: readonly ApiContainer[]; readonly set: { readonly minor: number } }): Iterable<Resources> {
  for (const { path, container, pod } of apiContainers) {
    if (container.resources !== undefined) yield { path: `${path}.resources`, resources: container.resources, isPod: false, pod };
  }
  if (minor < POD_RESOURCES) return;
  for (const pod of apiPods) {
    if (pod.spec.resources !== undefined) yield { path: `${pod.specPath}.resources`, resources: pod.spec.resources, isPod: true, pod };
  }
}
