import { isFields, own } from '../api/defaults/fill.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { valueAt } from './immutable-field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { selects } from '../api/label-selector.ts';
import { podLabels } from './pod-template.ts';

/** The objects of one side of a comparison, found by what they are to a workload. */
export class ManifestIndex {
  readonly manifests: readonly Manifest[];
  readonly #byKind = new Map<string, Manifest[]>();
  readonly #byPlace = new Map<string, Manifest[]>();

  constructor(manifests: readonly Manifest[]) {
    this.manifests = manifests;
    for (const manifest of manifests) {
      put(this.#byKind, kindOf(manifest), manifest);
      put(this.#byPlace, placeKey(kindOf(manifest), manifest), manifest);
    }
  }

  /** The objects of a kind, by `group/Kind`. */
  ofKind(kind: string): readonly Manifest[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** The objects of a kind in the namespace of another object. */
  near(kind: string, other: Manifest): readonly Manifest[] {
    return this.#byPlace.get(placeKey(kind, other)) ?? [];
  }

  /** The budget that covers the pods of a workload. */
  budgetOf(workload: Manifest): Manifest | undefined {
    const labels = podLabels(workload);
    return this.near('policy/PodDisruptionBudget', workload).find((budget) => selects(valueAt(budget, 'spec', 'selector'), labels));
  }

  /** How many pods an autoscaler keeps of a workload; undefined where none does. */
  scaleOf(workload: Manifest): { readonly minimum: number; readonly maximum: number } | undefined {
    for (const [kind, least, most, fallback] of AUTOSCALERS) {
      for (const autoscaler of this.near(kind, workload)) {
        const target = valueAt(autoscaler, 'spec', 'scaleTargetRef');
        const isTarget = isFields(target) && own(target, 'name') === workload.metadata.name && (own(target, 'kind') ?? 'Deployment') === workload.kind;
        if (!isTarget) continue;
        const [minimum, maximum] = [valueAt(autoscaler, 'spec', least), valueAt(autoscaler, 'spec', most)];
        const from = typeof minimum === 'number' ? minimum : fallback.minimum;
        return { minimum: from, maximum: Math.max(from, typeof maximum === 'number' ? maximum : fallback.maximum) };
      }
    }
    return undefined;
  }
}

function placeKey(kind: string, { metadata }: Manifest): string {
  return `${metadata.namespace ?? ''}/${kind}`;
}

function put(map: Map<string, Manifest[]>, key: string, manifest: Manifest): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [manifest]);
  else known.push(manifest);
}

const AUTOSCALERS = [
  ['autoscaling/HorizontalPodAutoscaler', 'minReplicas', 'maxReplicas', { minimum: 1, maximum: 1 }],
  ['keda.sh/ScaledObject', 'minReplicaCount', 'maxReplicaCount', { minimum: 0, maximum: 100 }],
] as const;
