import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { at, type Fields, fieldsAt, isFields } from './field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { LabelIndex } from './label-index.ts';
import { identityIn, type ManifestSet, type PodOfSet } from './manifest-set.ts';
import { referencesOf } from './references-of.ts';
import { AUTOSCALERS } from './stage-of.ts';

/** Kinds that keep pods running, as `group/Kind`. */
export const WORKLOAD_KINDS: readonly string[] = ['/ReplicationController', 'apps/DaemonSet', 'apps/Deployment', 'apps/ReplicaSet', 'apps/StatefulSet', 'argoproj.io/Rollout'];

/** A pod that is kept running, with its workload and its labels. */
export interface WorkloadPod extends PodOfSet {
  readonly labels: Fields;
}

/** The pods that are kept running, by their labels. */
export function workloadPods(set: ManifestSet): LabelIndex<WorkloadPod> {
  return set.derive(indexPods);
}

/** How many pods a workload keeps, as its own count or its autoscaler says; undefined for one on every node. */
export function replicasOf(workload: Manifest, set: ManifestSet): { readonly least: number; readonly most: number } | undefined {
  if (kindOf(workload) === 'apps/DaemonSet') return undefined;
  const scaler = set.derive(scalers).get(identityKey(identityIn(workload)))?.[0];
  if (scaler === undefined) {
    const count = countOf(at(workload, 'spec', 'replicas'), 1);
    return { least: count, most: count };
  }
  const isKeda = scaler.kind === 'ScaledObject';
  const least = countOf(at(scaler, 'spec', isKeda ? 'minReplicaCount' : 'minReplicas'), isKeda ? 0 : 1);
  return { least, most: Math.max(least, countOf(at(scaler, 'spec', isKeda ? 'maxReplicaCount' : 'maxReplicas'), isKeda ? 100 : least)) };
}

/** The autoscalers of each object that one scales, by the key of its identity. */
export function scalers(set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const scaler of AUTOSCALERS.flatMap((kind) => set.ofKind(kind))) {
    const target = referencesOf(scaler).find(({ path }) => path === 'spec.scaleTargetRef.name');
    if (target === undefined) continue;
    const key = identityKey(target.to);
    const others = found.get(key);
    if (others === undefined) found.set(key, [scaler]);
    else others.push(scaler);
  }
  return found;
}

/** A number of pods, or a share of so many, `25%`; undefined for what is neither. */
export function podsOf(value: unknown, replicas: number, round: 'up' | 'down'): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
  const share = typeof value === 'string' ? /^(\d{1,9})%$/.exec(value)?.[1] : undefined;
  if (share === undefined) return undefined;
  return round === 'up' ? Math.ceil((Number(share) * replicas) / 100) : Math.floor((Number(share) * replicas) / 100);
}

function indexPods(set: ManifestSet): LabelIndex<WorkloadPod> {
  return new LabelIndex(set.pods.filter(({ owner, spec }) => WORKLOAD_KINDS.includes(kindOf(owner)) && isFields(spec)).map((pod) => ({ ...pod, labels: fieldsAt(pod.metadata, 'labels') })));
}

function countOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : otherwise;
}
