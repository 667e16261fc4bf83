import { type LabelSelector, type PodTemplateSpec } from '../../../../imports/kubernetes.ts';
import { type Subject } from '../../subject.ts';

/** What the specs of the kinds that keep pods running have in common; of what the schema wants, anything may be missing. */
export interface WorkloadSpec {
  readonly replicas?: number;
  readonly minReadySeconds?: number;
  readonly revisionHistoryLimit?: number;
  readonly progressDeadlineSeconds?: number;
  readonly ordinals?: { readonly start?: number };
  readonly selector?: LabelSelector;
  readonly template?: PodTemplateSpec;
}

/** The kinds whose pods run until they are replaced, as `group/Kind`. */
export const WORKLOAD_KINDS: readonly string[] = ['apps/DaemonSet', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', '/ReplicationController'];

/** Those of {@link WORKLOAD_KINDS} that have a selector of today's form. */
export const SELECTOR_KINDS: readonly string[] = WORKLOAD_KINDS.filter((kind) => kind !== '/ReplicationController');

/** The spec of a workload as validation sees it. */
export function workloadOf({ defaulted }: Subject): WorkloadSpec {
  return (defaulted as { readonly spec?: WorkloadSpec }).spec ?? {};
}
