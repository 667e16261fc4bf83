import { kindOf } from '../kernel/kind-of.ts';
import { type Manifest } from '../kernel/manifest.ts';

/** Where each kind keeps the template of its pods, by `group/Kind`; a Pod is its own. */
const PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/Pod', []],
  ['/PodTemplate', ['template']],
  ['/ReplicationController', ['spec', 'template']],
  ['apps/DaemonSet', ['spec', 'template']],
  ['apps/Deployment', ['spec', 'template']],
  ['apps/ReplicaSet', ['spec', 'template']],
  ['apps/StatefulSet', ['spec', 'template']],
  ['batch/CronJob', ['spec', 'jobTemplate', 'spec', 'template']],
  ['batch/Job', ['spec', 'template']],
  ['argoproj.io/Rollout', ['spec', 'template']],
]);

/** Every kind with one template for its pods, as `group/Kind`. */
export const TEMPLATED_KINDS: readonly string[] = [...PATHS.keys()];

/** The path of the template of a manifest's pods, empty for a Pod; undefined for a kind without one. */
export function podTemplatePath(manifest: Manifest): readonly string[] | undefined {
  return PATHS.get(kindOf(manifest));
}
