import { at } from '../field.ts';
import { kindOf } from '../../kernel/kind-of.ts';
import { namespaceOf } from '../manifest-set.ts';
import { amountOf, amountText, BOUNDS, NO_NEED, plus, times } from '../pod-need.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { AUTOSCALERS } from '../stage-of.ts';
import { replicasOf } from '../workloads.ts';
import { namespaceNeeds, replicaNeed } from './quota-fits-workloads.ts';

/** All else at its least: whether two may be at their most at once is for whoever knows their load. */
export const autoscalerFitsQuota: Rule = {
  id: 'autoscaler-fits-quota',
  severity: 'error',
  why: 'under load the pods that are asked for are never made, and the autoscaler waits for them while the others burn',
  source: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  kinds: AUTOSCALERS,
  *check({ manifest, kind, identity, references, set }) {
    const quotas = set.ofKind('/ResourceQuota');
    if (quotas.length === 0) return;
    const target = references.find(({ path }) => path === 'spec.scaleTargetRef.name');
    const workload = target === undefined ? undefined : set.withIdentity(target.to)[0];
    const count = workload === undefined ? undefined : replicasOf(workload, set);
    const one = workload === undefined ? undefined : replicaNeed(workload, set);
    if (workload === undefined || count === undefined || one === undefined || count.most <= count.least) return;
    const all = plus(set.derive(namespaceNeeds).get(identity.namespace)?.least ?? NO_NEED, times(one, count.most - count.least));
    for (const quota of quotas) {
      if (namespaceOf(quota) !== identity.namespace || at(quota, 'spec', 'scopes') !== undefined || at(quota, 'spec', 'scopeSelector') !== undefined) continue;
      for (const bound of BOUNDS) {
        const allowed = amountOf(at(quota, 'spec', 'hard', bound) ?? (bound.startsWith('requests.') ? at(quota, 'spec', 'hard', bound.slice('requests.'.length)) : undefined));
        if (allowed === undefined || one[bound] === 0n || all[bound] <= allowed) continue;
        yield {
          path: kindOf(manifest) === 'keda.sh/ScaledObject' ? 'spec.maxReplicaCount' : 'spec.maxReplicas',
          message: `with ${count.most} replicas of ${workload.kind} ${shown(at(workload, 'metadata', 'name'))} and all else at its least the namespace needs ${bound} of ${amountText(bound, all[bound])}, and ResourceQuota ${shown(at(quota, 'metadata', 'name'))} allows ${amountText(bound, allowed)}`,
          fix: `${kind === 'keda.sh/ScaledObject' ? 'maxReplicaCount' : 'maxReplicas'}: ${count.most - Number((all[bound] - allowed + one[bound] - 1n) / one[bound])}   # or a larger quota`,
        };
        return;
      }
    }
  },
};
