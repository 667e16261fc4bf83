import { type ContainerOf } from './containers-of.ts';
import { at, type Fields, fieldsAt } from './field.ts';
import { type Pod } from './pods-of.ts';

/** A security context, of a pod or of a container. */
export interface SecurityContextOf {
  /** Such as `spec.template.spec.containers[0].securityContext`. */
  readonly path: string;
  readonly context: Fields;
}

/** Every security context: each pod's own, then those of the containers. */
export function securityContextsOf(pods: readonly Pod[], containers: readonly ContainerOf[]): readonly SecurityContextOf[] {
  return [
    ...pods.map(({ spec, specPath }) => ({ path: `${specPath}.securityContext`, context: fieldsAt(spec, 'securityContext') })),
    ...containers.map(({ path, container }) => ({ path: `${path}.securityContext`, context: fieldsAt(container, 'securityContext') })),
  ];
}

/** Whether the pod says that it runs on Windows, where some of the standard's controls do not exist. */
export function isWindows(podSpec: Fields): boolean {
  return at(podSpec, 'os', 'name') === 'windows';
}
