import { type Rule } from '../rule.ts';
import { autoscalerFitsNodePool } from './autoscaler-fits-node-pool.ts';
import { autoscalerFitsQuota } from './autoscaler-fits-quota.ts';
import { autoscalerHasOwnTarget } from './autoscaler-has-own-target.ts';
import { autoscalerHasTarget } from './autoscaler-has-target.ts';
import { budgetAllowsDrain } from './budget-allows-drain.ts';
import { budgetSelectsPod } from './budget-selects-pod.ts';
import { csiSecretIsMounted } from './csi-secret-is-mounted.ts';
import { monitorMatchesServicePort } from './monitor-matches-service-port.ts';
import { monitorNamesPort } from './monitor-names-port.ts';
import { podFitsNodePool } from './pod-fits-node-pool.ts';
import { operatorPodReachesApi } from './operator-pod-reaches-api.ts';
import { podHasNetworkPolicy } from './pod-has-network-policy.ts';
import { podHasOneBudget } from './pod-has-one-budget.ts';
import { podMonitorSelectsPod } from './pod-monitor-selects-pod.ts';
import { quotaFitsWorkloads } from './quota-fits-workloads.ts';
import { referenceResolves } from './reference-resolves.ts';
import { routeIsClaimedOnce } from './route-is-claimed-once.ts';
import { servicePortResolves } from './service-port-resolves.ts';
import { serviceSelectsOneWorkload } from './service-selects-one-workload.ts';
import { serviceSelectsPod } from './service-selects-pod.ts';
import { topologyCanBeMet } from './topology-can-be-met.ts';
import { workloadSelectorIsOwn } from './workload-selector-is-own.ts';

/** Rules about several objects: what one names or selects is there, and what they want together can be had. */
export const OBJECT_RULES: readonly Rule[] = [
  autoscalerFitsNodePool,
  autoscalerFitsQuota,
  autoscalerHasOwnTarget,
  autoscalerHasTarget,
  budgetAllowsDrain,
  budgetSelectsPod,
  csiSecretIsMounted,
  monitorMatchesServicePort,
  monitorNamesPort,
  podFitsNodePool,
  operatorPodReachesApi,
  podHasNetworkPolicy,
  podHasOneBudget,
  podMonitorSelectsPod,
  quotaFitsWorkloads,
  referenceResolves,
  routeIsClaimedOnce,
  servicePortResolves,
  serviceSelectsOneWorkload,
  serviceSelectsPod,
  topologyCanBeMet,
  workloadSelectorIsOwn,
];
