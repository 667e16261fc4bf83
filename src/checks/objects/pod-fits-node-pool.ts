import { describeSelector } from '../describe-selector.ts';
import { nodeDemands, ownLabels, poolsOf, untolerated } from '../node-pools.ts';
import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';

/** Only where the environment says which pools it has. */
export const podFitsNodePool: Rule = {
  id: 'pod-fits-node-pool',
  severity: 'error',
  why: 'a pod that no node may take stays Pending, and nothing else tells',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  kinds: POD_KINDS,
  keys: ['nodeSelector', 'nodeAffinity'],
  *check({ pods, set }) {
    const known = set.nodePools;
    if (known === undefined || Object.keys(known).length === 0) return;
    for (const { spec, specPath } of pods) {
      const pools = poolsOf(spec, known);
      if (pools === undefined) continue;
      const path = Object.hasOwn(spec, 'nodeSelector') ? `${specPath}.nodeSelector` : `${specPath}.affinity.nodeAffinity`;
      if (pools.length === 0) {
        const wanted = nodeDemands(spec).map((demand) => describeSelector({ matchExpressions: ownLabels(demand).map(([key, values]) => ({ key, operator: 'in', values: [...values] })) }));
        yield { path, message: `no node pool has the labels ${wanted.join(' or ')}`, fix: `the labels of one of ${Object.keys(known).sort().map(shown).join(', ')}` };
        continue;
      }
      const barred = pools.map(([name, pool]) => ({ name, taints: untolerated(spec, pool) }));
      if (barred.some(({ taints }) => taints.length === 0)) continue;
      const { name, taints } = barred[0]!;
      const { key, value, effect } = taints[0]!;
      yield {
        path: `${specPath}.tolerations`,
        message: `the nodes of pool ${shown(name)} have the taint ${shown(`${key}${value === undefined ? '' : `=${value}`}:${effect}`)}, which the pod does not tolerate`,
        fix: `tolerations: [{ key: ${key}, ${value === undefined ? 'operator: Exists' : `operator: Equal, value: ${value}`}, effect: ${effect} }]`,
      };
    }
  },
};
