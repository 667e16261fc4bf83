import { type Toleration } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';
import { type Target } from './target.ts';

/** The part of a pod's spec that says which nodes it may run on. */
export interface NodePlacement {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
}

/**
 * Puts a pod on a node pool of the target: the pool's labels select its nodes, and its taints are
 * tolerated. Without a pool the pod runs on any node that has no taints.
 */
export function nodePlacement(check: PropCheck, target: Target, pool: string | undefined): NodePlacement {
  if (pool === undefined) return {};
  const facts = Object.hasOwn(target.nodePools, pool) ? target.nodePools[pool] : undefined;
  if (facts === undefined) {
    const known = Object.keys(target.nodePools).sort();
    check.add('nodePool', `the target has no node pool ${quoted(pool)}`, {
      allowed: known.length === 0 ? 'none: the target names no pools' : known.join(', '),
      ...(known[0] === undefined ? {} : { fix: `nodePool: ${known[0]}` }),
    });
    return {};
  }
  const tolerations = facts.taints.map(({ key, value, effect }): Toleration =>
    value === undefined ? { effect, key, operator: 'Exists' } : { effect, key, operator: 'Equal', value },
  );
  return {
    ...(Object.keys(facts.labels).length === 0 ? {} : { nodeSelector: facts.labels }),
    ...(tolerations.length === 0 ? {} : { tolerations }),
  };
}
