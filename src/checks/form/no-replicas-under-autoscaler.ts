import { identityKey, type Identity, type Manifest } from '../../kernel/manifest.ts';
import { at } from '../field.ts';
import { identityIn, type ManifestSet } from '../manifest-set.ts';
import { referencesOf } from '../references-of.ts';
import { type Rule } from '../rule.ts';
import { AUTOSCALERS } from '../stage-of.ts';
import { hasAnnotation } from '../sync-order.ts';

/** On a workload in the release that hands its replica count over to an autoscaler. */
const HANDOVER = 'slipway.dev/handover';

export const noReplicasUnderAutoscaler: Rule = {
  id: 'no-replicas-under-autoscaler',
  severity: 'error',
  why: 'every sync scales back to the count in the manifest, in the middle of the load that the autoscaler answered',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  kinds: ['apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'argoproj.io/Rollout'],
  *check({ manifest, identity, set }) {
    const replicas = at(manifest, 'spec', 'replicas');
    // In that one release the count stays: dropping it under server-side apply scales to 1.
    if (replicas === undefined || hasAnnotation(manifest, HANDOVER)) return;
    const scaler = autoscalerOf(identity, set);
    if (scaler !== undefined) {
      yield {
        path: 'spec.replicas',
        message: `Forbidden: ${scaler.kind} ${identityIn(scaler).name} sets the number of replicas`,
        fix: `remove the field; in the release that turns the autoscaler on, keep it with annotation ${HANDOVER}`,
      };
    }
  },
};

function autoscalerOf(workload: Identity, set: ManifestSet): Manifest | undefined {
  const key = identityKey(workload);
  return AUTOSCALERS.flatMap((kind) => set.ofKind(kind)).find((scaler) =>
    referencesOf(scaler).some(({ path, to }) => path === 'spec.scaleTargetRef.name' && identityKey(to) === key),
  );
}
