import { type Fields, own } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';

/**
 * Why the pods of a workload stay as they are though its template changes; undefined where they are replaced.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#update-strategies
 */
export function whyHeld(workload: Manifest, former: Fields): string | undefined {
  const spec = fieldsAt(workload, 'spec');
  if (workload.kind === 'Deployment' && own(spec, 'paused') === true) return 'the Deployment is paused: nothing rolls until it goes on';
  if (workload.kind !== 'Deployment' && valueAt(spec, 'updateStrategy', 'type') === 'OnDelete') return 'its strategy is OnDelete: a pod gets the new template only once it is deleted';
  if (workload.kind === 'DaemonSet') return undefined;
  const replicas = own(spec, 'replicas');
  if (replicas === 0 && own(former, 'replicas') === 0) return 'it has no pods';
  const partition = valueAt(spec, 'updateStrategy', 'rollingUpdate', 'partition');
  if (workload.kind === 'StatefulSet' && typeof partition === 'number' && partition > 0) {
    return typeof replicas === 'number' && partition >= replicas + ordinal(spec)
      ? `its partition of ${partition} holds all ${replicas} pods at the old template`
      : `its partition of ${partition} holds the pods below that number at the old template`;
  }
  return undefined;
}

function ordinal(spec: Fields): number {
  const start = valueAt(spec, 'ordinals', 'start');
  return typeof start === 'number' ? start : 0;
}
