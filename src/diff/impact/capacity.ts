import { type Manifest } from '../../kernel/manifest.ts';
import { capacityOf, demandOf } from '../capacity-of.ts';
import { type Capacity } from '../diff.ts';
import { valueAt } from '../immutable-field.ts';
import { type ImpactRule, type ImpactSubject } from '../impact-rule.ts';
import { type ManifestIndex } from '../manifest-index.ts';
import { namespaceLimits } from '../namespace-limits.ts';

/** It asks the cluster for more, or for less. */
export const capacity: ImpactRule = {
  id: 'capacity',
  why: 'what does not fit is not scheduled, and what fits is paid for',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  check: (subject) => {
    const limits = namespaceLimits(subject);
    const before = demandIn(subject, 'before');
    const after = demandIn(subject, 'after');
    if (JSON.stringify(before) === JSON.stringify(after)) return limits;
    return [...limits, { risk: 'low', reason: `${subject.title} asks for ${told(before, after)}`, capacity: { before, after } }];
  },
};

const NOTHING: Capacity = { minimum: {}, maximum: {} };

/** An autoscaler counts for the workload it scales. */
function demandIn(subject: ImpactSubject, side: 'before' | 'after'): Capacity {
  const manifest = subject[side];
  const index = subject.sets[side];
  if (manifest === undefined) return NOTHING;
  const asked = capacityOf(targetOf(manifest, index) ?? manifest, index);
  return asked === undefined ? NOTHING : { minimum: demandOf(asked.minimum), maximum: demandOf(asked.maximum) };
}

const SCALED = ['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', '/ReplicationController', 'argoproj.io/Rollout'] as const;

function targetOf(autoscaler: Manifest, index: ManifestIndex): Manifest | undefined {
  const name = valueAt(autoscaler, 'spec', 'scaleTargetRef', 'name');
  const kind = valueAt(autoscaler, 'spec', 'scaleTargetRef', 'kind') ?? 'Deployment';
  if (name === undefined) return undefined;
  return SCALED.flatMap((each) => index.near(each, autoscaler)).find((manifest) => manifest.metadata.name === name && manifest.kind === kind);
}

function told(before: Capacity, after: Capacity): string {
  const parts = [...new Set([...Object.keys(before.maximum), ...Object.keys(after.maximum), ...Object.keys(before.minimum), ...Object.keys(after.minimum)])].sort();
  const changed = parts.filter((key) => before.minimum[key] !== after.minimum[key] || before.maximum[key] !== after.maximum[key]);
  return changed.map((key) => `${range(after, key)} of ${key} instead of ${range(before, key)}`).join(', ');
}

function range({ minimum, maximum }: Capacity, key: string): string {
  const [least, most] = [minimum[key] ?? '0', maximum[key] ?? '0'];
  return least === most ? least : `${least} to ${most}`;
}
