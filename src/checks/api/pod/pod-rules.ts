import { type Rule } from '../../rule.ts';
import { CONTAINER_RULES } from './container/container-rules.ts';
import { POD_NETWORK_RULES } from './network/pod-network-rules.ts';
import { PROBE_RULES } from './probe/probe-rules.ts';
import { RESOURCE_RULES } from './resources/resource-rules.ts';
import { SCHEDULING_RULES } from './scheduling/scheduling-rules.ts';
import { SECURITY_RULES } from './security/security-rules.ts';
import { VOLUME_RULES } from './volume/volume-rules.ts';

/**
 * What the API server refuses about a pod, or a template of pods, whatever makes them.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go
 */
export const POD_RULES: readonly Rule[] = [
  ...CONTAINER_RULES,
  ...POD_NETWORK_RULES,
  ...PROBE_RULES,
  ...RESOURCE_RULES,
  ...SCHEDULING_RULES,
  ...SECURITY_RULES,
  ...VOLUME_RULES,
];
