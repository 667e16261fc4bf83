import { type PodSecurityContext, type SecurityContext } from '../../../../../imports/kubernetes.ts';
import { type ApiContainer, type ApiPod } from '../../api-pods.ts';

/** What the security context of a pod and that of a container have in common. */
export type SharedContext = Pick<PodSecurityContext & SecurityContext, 'appArmorProfile' | 'seccompProfile' | 'windowsOptions'>;

/** Every security context: those of pods, then those of containers. */
export function* contextsOf({ apiPods, apiContainers }: { readonly apiPods: readonly ApiPod[]; readonly apiContainers: readonly ApiContainer[] }): Iterable<{ readonly path: string; readonly context: SharedContext }> {
  for (const { specPath, spec } of apiPods) if (spec.securityContext !== undefined) yield { path: `${specPath}.securityContext`, context: spec.securityContext };
  for (const { path, container } of apiContainers) if (container.securityContext !== undefined) yield { path: `${path}.securityContext`, context: container.securityContext };
}
