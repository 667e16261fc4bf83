import { type Rule } from '../rule.ts';
import { autoscalerHasTarget } from './autoscaler-has-target.ts';
import { budgetSelectsPod } from './budget-selects-pod.ts';
import { csiSecretIsMounted } from './csi-secret-is-mounted.ts';
import { monitorMatchesServicePort } from './monitor-matches-service-port.ts';
import { operatorPodReachesApi } from './operator-pod-reaches-api.ts';
import { podHasNetworkPolicy } from './pod-has-network-policy.ts';
import { podMonitorSelectsPod } from './pod-monitor-selects-pod.ts';
import { quotaFitsWorkloads } from './quota-fits-workloads.ts';
import { referenceResolves } from './reference-resolves.ts';
import { servicePortResolves } from './service-port-resolves.ts';
import { serviceSelectsPod } from './service-selects-pod.ts';

/** Rules about several objects: what one names or selects is there. */
export const OBJECT_RULES: readonly Rule[] = [
  autoscalerHasTarget,
  budgetSelectsPod,
  csiSecretIsMounted,
  monitorMatchesServicePort,
  operatorPodReachesApi,
  podHasNetworkPolicy,
  podMonitorSelectsPod,
  quotaFitsWorkloads,
  referenceResolves,
  servicePortResolves,
  serviceSelectsPod,
];
