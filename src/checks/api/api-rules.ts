import { type Rule } from '../rule.ts';
import { AUTOSCALING_RULES } from './autoscaling/autoscaling-rules.ts';
import { BATCH_RULES } from './batch/batch-rules.ts';
import { CONFIG_RULES } from './config/config-rules.ts';
import { METADATA_RULES } from './metadata/metadata-rules.ts';
import { NETWORK_RULES } from './network/network-rules.ts';
import { POD_RULES } from './pod/pod-rules.ts';
import { QUOTA_RULES } from './quota/quota-rules.ts';
import { RBAC_RULES } from './rbac/rbac-rules.ts';
import { STORAGE_RULES } from './storage/storage-rules.ts';
import { WORKLOAD_RULES } from './workload/workload-rules.ts';

/**
 * What the validation code of the API server refuses beyond its schemas. Such a rule is asked only about
 * objects that have the shape their schema wants.
 */
export const API_RULES: readonly Rule[] = [
  ...METADATA_RULES,
  ...POD_RULES,
  ...WORKLOAD_RULES,
  ...BATCH_RULES,
  ...NETWORK_RULES,
  ...AUTOSCALING_RULES,
  ...STORAGE_RULES,
  ...RBAC_RULES,
  ...CONFIG_RULES,
  ...QUOTA_RULES,
];
