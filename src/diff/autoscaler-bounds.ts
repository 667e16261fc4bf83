import { type Manifest } from '../kernel/manifest.ts';
import { valueAt } from './immutable-field.ts';
import { type FoundImpact, type ImpactSubject } from './impact-rule.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { textOf } from './text-of.ts';

/** Where each autoscaler keeps its bounds, what they are where they are not written, and where that is documented. */
const AUTOSCALERS = new Map([
  ['autoscaling/HorizontalPodAutoscaler', { least: 'minReplicas', most: 'maxReplicas', fallback: { least: 1, most: undefined }, measures: ['metrics', 'behavior', 'targetCPUUtilizationPercentage'], source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/' }],
  ['keda.sh/ScaledObject', { least: 'minReplicaCount', most: 'maxReplicaCount', fallback: { least: 0, most: 100 }, measures: ['triggers', 'fallback', 'advanced', 'cooldownPeriod', 'pollingInterval', 'idleReplicaCount'], source: 'https://keda.sh/docs/latest/reference/scaledobject-spec/' }],
]);

/** What an autoscaler keeps of whom: another number of pods, those of another workload, or by other measures. */
export function autoscalerBounds({ kind, title, status, before, after, differences, prediction }: ImpactSubject): readonly FoundImpact[] {
  const autoscaler = AUTOSCALERS.get(kind);
  if (autoscaler === undefined || (prediction !== undefined && prediction.result.outcome !== 'in-place')) return [];
  const { source } = autoscaler;
  if (status === 'removed') return [{ risk: 'medium', reason: `${title} goes: nothing scales ${targetOf(before!)} any more`, source }];
  if (before === undefined || after === undefined) return [];
  const [was, is] = [boundsOf(before), boundsOf(after)];
  const touched = (keys: readonly string[]): string[] => differences.filter(({ steps }) => steps[0] === 'spec' && keys.includes(String(steps[1]))).map(({ path }) => path);
  const [bounds, target, measures] = [touched([autoscaler.least, autoscaler.most]), touched(['scaleTargetRef']), touched(autoscaler.measures)];
  return [
    ...(target.length === 0 ? [] : [{ risk: 'high', reason: `${title} scales ${targetOf(after)} instead of ${targetOf(before)}`, paths: target, source } as const]),
    ...(bounds.length === 0 ? [] : [{ risk: riskOf(was, is), reason: `${title} keeps ${rangeOf(is)} of ${targetOf(after)} instead of ${rangeOf(was)}`, paths: bounds, source } as const]),
    ...(measures.length === 0 ? [] : [{ risk: 'medium', reason: `${title} scales ${targetOf(after)} by other measures or at another pace, from ${rangeOf(is)}`, paths: measures, source } as const]),
  ];
}

interface Bounds {
  readonly least: number;
  readonly most: number | undefined;
}

function boundsOf(manifest: Manifest): Bounds {
  const { least, most, fallback } = AUTOSCALERS.get(kindOf(manifest))!;
  const [minimum, maximum] = [valueAt(manifest, 'spec', least), valueAt(manifest, 'spec', most)];
  return { least: typeof minimum === 'number' ? minimum : fallback.least, most: typeof maximum === 'number' ? maximum : fallback.most };
}

/** Room upwards costs only what is used; fewer pods bear less, and none bear nothing. */
function riskOf(was: Bounds, is: Bounds): 'low' | 'medium' | 'high' {
  if (is.most === 0 || (is.least === 0 && was.least > 0)) return 'high';
  return is.least < was.least || (is.most ?? 0) < (was.most ?? 0) ? 'medium' : 'low';
}

function rangeOf({ least, most }: Bounds): string {
  return most === undefined || most === least ? `${least} ${least === 1 ? 'pod' : 'pods'}` : `${least} to ${most} pods`;
}

function targetOf(manifest: Manifest): string {
  const kind = textOf(valueAt(manifest, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment');
  return `${kind} ${textOf(valueAt(manifest, 'spec', 'scaleTargetRef', 'name') ?? '')}`;
}
