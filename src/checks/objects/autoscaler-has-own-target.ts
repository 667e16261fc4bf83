import { identityKey } from '../../kernel/manifest.ts';
import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { AUTOSCALERS } from '../stage-of.ts';
import { scalers } from '../workloads.ts';

export const autoscalerHasOwnTarget: Rule = {
  id: 'autoscaler-has-own-target',
  severity: 'error',
  why: 'two autoscalers of one workload set its replicas back for each other, so that it never comes to rest',
  source: 'https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details',
  kinds: AUTOSCALERS,
  *check({ manifest, references, set }) {
    const target = references.find(({ path }) => path === 'spec.scaleTargetRef.name');
    if (target === undefined) return;
    const other = set.derive(scalers).get(identityKey(target.to))?.find((scaler) => scaler !== manifest);
    if (other !== undefined) yield { path: target.path, message: `${other.kind} ${shown(at(other, 'metadata', 'name'))} scales ${target.to.kind} ${shown(target.to.name)} as well`, fix: 'remove one of the two: one autoscaler takes several metrics' };
  },
};
