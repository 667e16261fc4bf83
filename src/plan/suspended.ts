import { at, textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { type Manifest } from '../kernel/manifest.ts';

/** What an object waits for that says itself that nothing is to go on with it. */
export interface Suspension {
  /** What ends it, in words. */
  readonly until: string;
}

const RESUMED: Suspension = { until: 'somebody resumes it' };

/** What suspends a kind by its own fields, whatever its status says, as `group/Kind`. */
const SUSPENDS: Readonly<Record<string, (object: Manifest) => Suspension | undefined>> = {
  'apps/Deployment': (object) => (at(object, 'spec', 'paused') === true ? RESUMED : undefined),
  'argoproj.io/Rollout': (object) => (at(object, 'spec', 'paused') === true ? { until: 'somebody promotes it' } : undefined),
  'argoproj.io/Workflow': (object) => (at(object, 'spec', 'suspend') === true ? RESUMED : undefined),
  'batch/CronJob': (object) => (at(object, 'spec', 'suspend') === true ? RESUMED : undefined),
  'batch/Job': (object) => (at(object, 'spec', 'suspend') === true ? RESUMED : undefined),
  'keda.sh/ScaledObject': (object) => (isOn(object, 'autoscaling.keda.sh/paused') || annotation(object, 'autoscaling.keda.sh/paused-replicas') !== undefined ? RESUMED : undefined),
  'postgresql.cnpg.io/Cluster': (object) => {
    if (annotation(object, 'cnpg.io/reconciliation') === 'disabled') return { until: 'somebody lets the operator see to it again' };
    return annotation(object, 'cnpg.io/hibernation') === 'on' ? { until: 'somebody wakes it up' } : undefined;
  },
};

/**
 * Why an object is Suspended for Argo CD from the moment it is applied, and whoever waits for it with it; undefined where
 * it is not. What suspends itself on the way, as a Rollout does at a pause, is not meant.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/resource_customizations/batch/CronJob/health.lua
 * @see https://github.com/argoproj/argo-cd/blob/master/resource_customizations/postgresql.cnpg.io/Cluster/health.lua
 * @see https://github.com/argoproj/argo-cd/blob/master/resource_customizations/keda.sh/ScaledObject/health.lua
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/health/health_deployment.go
 */
export function suspensionOf(object: Manifest): Suspension | undefined {
  const kind = kindOf(object);
  return Object.hasOwn(SUSPENDS, kind) ? SUSPENDS[kind]!(object) : undefined;
}

function annotation(object: Manifest, name: string): string | undefined {
  return textAt(object, 'metadata', 'annotations', name);
}

function isOn(object: Manifest, name: string): boolean {
  return annotation(object, name) === 'true';
}
