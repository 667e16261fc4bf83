import { at } from '../field.ts';
import { poolsOf } from '../node-pools.ts';
import { amountOf, amountText, times } from '../pod-need.ts';
import { podsOf } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { AUTOSCALERS } from '../stage-of.ts';
import { replicasOf } from '../workloads.ts';
import { replicaNeed } from './quota-fits-workloads.ts';

/** Only where the environment says how large its pools may get. */
export const autoscalerFitsNodePool: Rule = {
  id: 'autoscaler-fits-node-pool',
  severity: 'error',
  why: 'under load the pods that are asked for stay Pending, because the nodes they ask for are as many as they may be',
  source: 'https://kubernetes.io/docs/concepts/cluster-administration/node-autoscaling/',
  kinds: AUTOSCALERS,
  *check({ kind, references, set }) {
    if (set.nodePools === undefined) return;
    const target = references.find(({ path }) => path === 'spec.scaleTargetRef.name');
    const workload = target === undefined ? undefined : set.withIdentity(target.to)[0];
    const count = workload === undefined ? undefined : replicasOf(workload, set);
    const one = workload === undefined ? undefined : replicaNeed(workload, set);
    if (workload === undefined || count === undefined || one === undefined) return;
    const pools = podsOf(workload).flatMap(({ spec }) => poolsOf(spec, set.nodePools!) ?? []);
    const most = times(one, count.most);
    for (const [resource, bound] of [['cpu', 'requests.cpu'], ['memory', 'requests.memory'], ['pods', 'pods']] as const) {
      const rooms = pools.map(([, { capacity }]) => amountOf(capacity?.[resource]));
      if (rooms.length === 0 || rooms.some((room) => room === undefined)) continue;
      const room = rooms.reduce((sum: bigint, each) => sum + each!, 0n);
      if (most[bound] <= room) continue;
      const path = kind === 'keda.sh/ScaledObject' ? 'maxReplicaCount' : 'maxReplicas';
      yield {
        path: `spec.${path}`,
        message: `${count.most} replicas of ${workload.kind} ${shown(at(workload, 'metadata', 'name'))} need ${bound} of ${amountText(bound, most[bound])}, and the node pool ${pools.map(([name]) => shown(name)).join(' and ')} has ${amountText(bound, room)}`,
        fix: `${path}: ${room / one[bound]}   # or a larger pool`,
      };
      return;
    }
  },
};
