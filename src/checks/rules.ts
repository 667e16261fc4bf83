import { FORM_RULES } from './form/form-rules.ts';
import { OBJECT_RULES } from './objects/object-rules.ts';
import { POLICY_RULES } from './policy/policy-rules.ts';
import { type Rule } from './rule.ts';
import { SYNC_RULES } from './sync/sync-rules.ts';

/** Every rule there is, family by family; the order has no meaning. */
export const RULES: readonly Rule[] = [...FORM_RULES, ...SYNC_RULES, ...OBJECT_RULES, ...POLICY_RULES];
