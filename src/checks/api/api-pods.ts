import { type Container, type ObjectMeta, type PodSpec } from '../../../imports/kubernetes.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type ContainerList, containersOfPod } from '../containers-of.ts';
import { podsOf } from '../pods-of.ts';

/** A pod whose shape the schema has vouched for. */
export interface ApiPod {
  /** Where the pod or its template stands: `spec.template`; empty for a Pod itself. */
  readonly path: string;
  /** Where its spec stands: `spec.template.spec`. */
  readonly specPath: string;
  readonly metadata: ObjectMeta;
  readonly spec: PodSpec;
}

/** A container whose shape the schema has vouched for. */
export interface ApiContainer {
  /** Such as `spec.template.spec.initContainers[0]`. */
  readonly path: string;
  readonly list: ContainerList;
  readonly container: Container;
  readonly pod: ApiPod;
}

/** The pods of an object. */
export function apiPodsOf(manifest: Manifest): readonly ApiPod[] {
  return podsOf(manifest) as unknown as readonly ApiPod[];
}

/** The containers of pods: init, ordinary and ephemeral. */
export function apiContainersOf(pods: readonly ApiPod[]): readonly ApiContainer[] {
  return pods.flatMap((pod) => containersOfPod(pod as never) as unknown as readonly ApiContainer[]);
}
