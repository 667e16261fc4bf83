import { type Manifest } from '../kernel/manifest.ts';
import { at, type Fields, fieldsAt, isFields } from './field.ts';
import { kindOf } from './kind-of.ts';

/** A pod that a manifest is or will make. */
export interface Pod {
  /** Where the pod or pod template stands in the manifest: `spec.template`; empty for a Pod itself. */
  readonly path: string;
  /** Where its spec stands: `spec.template.spec`. */
  readonly specPath: string;
  readonly metadata: Fields;
  readonly spec: Fields;
}

/** Where each kind keeps its pod template, by `group/Kind`. */
const TEMPLATE: ReadonlyMap<string, readonly string[]> = new Map([
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

const NONE: readonly Pod[] = [];

/** Every kind that makes pods, as `group/Kind`. */
export const POD_KINDS: readonly string[] = [...TEMPLATE.keys()];

/** The pods of a manifest: one for every kind that runs pods, none for any other. */
export function podsOf(manifest: Manifest): readonly Pod[] {
  const keys = TEMPLATE.get(kindOf(manifest));
  if (keys === undefined) return NONE;
  const template = at(manifest, ...keys);
  // A Rollout may name a Deployment in workloadRef instead.
  if (!isFields(template)) return NONE;
  const path = keys.join('.');
  return [
    {
      path,
      specPath: path === '' ? 'spec' : `${path}.spec`,
      metadata: fieldsAt(template, 'metadata'),
      spec: fieldsAt(template, 'spec'),
    },
  ];
}
