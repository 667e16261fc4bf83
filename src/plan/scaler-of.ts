import { textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { AUTOSCALERS } from '../checks/stage-of.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type ReleaseSet } from './release-set.ts';

/** The autoscaler of a release that says how many pods a workload has; undefined where nobody does. */
export function scalerOf(workload: Manifest, release: ReleaseSet): Manifest | undefined {
  return release.manifests.find(
    (one) =>
      AUTOSCALERS.includes(kindOf(one)) &&
      textAt(one, 'spec', 'scaleTargetRef', 'name') === workload.metadata.name &&
      (textAt(one, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment') === workload.kind &&
      (one.metadata.namespace ?? release.namespace) === (workload.metadata.namespace ?? release.namespace),
  );
}
