import { autoscalerBounds } from '../autoscaler-bounds.ts';
import { valueAt } from '../immutable-field.ts';
import { type FoundImpact, type ImpactRule } from '../impact-rule.ts';

/** The number of pods changes. */
export const scale: ImpactRule = {
  id: 'scale',
  why: 'too few pods can not bear the load, and none bear nothing',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  check: (subject) => {
    const bounds = autoscalerBounds(subject);
    if (bounds.length > 0) return bounds;
    const { prediction, title, after, sets, kind } = subject;
    if (prediction === undefined || after === undefined || !SCALED.has(kind) || !APPLIED.has(prediction.result.outcome)) return [];
    const [from, to] = [prediction.update.live, prediction.update.next].map((object) => valueAt(object, 'spec', 'replicas') ?? (kind === 'argoproj.io/Rollout' ? 1 : undefined));
    if (from === to || typeof from !== 'number' || typeof to !== 'number') return [];
    const sent = sets.after.near(kind, after).find(({ metadata }) => metadata.name === after.metadata.name);
    const isTakenOver = sets.after.scaleOf(after) !== undefined && valueAt(sent ?? after, 'spec', 'replicas') === undefined;
    return [isTakenOver ? takenOver(title, from, to) : scaled(title, from, to)];
  },
};

const APPLIED: ReadonlySet<string> = new Set(['scaled', 'rolled', 'held', 'in-place']);
const SCALED: ReadonlySet<string> = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController', 'argoproj.io/Rollout']);

function scaled(title: string, before: number, after: number): FoundImpact {
  const risk = after === 0 ? 'high' : after < before ? 'medium' : 'low';
  return { risk, reason: `${title} goes from ${count(before)} to ${count(after)}`, paths: ['spec.replicas'], replicas: { before, after } };
}

/** Applying takes back the number that was written, and the default steps in, until the autoscaler has looked. */
function takenOver(title: string, before: number, after: number): FoundImpact {
  return {
    risk: after < before ? 'high' : 'low',
    reason: `${title} falls from ${count(before)} to ${count(after)} at once, until its autoscaler has looked: replicas is taken back, and its default is ${after}`,
    wayOut: 'first give the field up without changing it (kubectl apply --server-side with another field manager that owns replicas), then remove it from the manifest',
    paths: ['spec.replicas'],
    replicas: { before, after },
  };
}

function count(pods: number): string {
  return pods === 1 ? '1 pod' : `${pods} pods`;
}
