import { type Rule } from '../../rule.ts';
import { aggregationRuleSelects } from './aggregation-rule-selects.ts';
import { rbacRuleIsWhole } from './rbac-rule-is-whole.ts';
import { rbacSubjectIsValid } from './rbac-subject-is-valid.ts';
import { roleRefIsValid } from './role-ref-is-valid.ts';

/** What the API server wants of roles and their bindings. */
export const RBAC_RULES: readonly Rule[] = [
  aggregationRuleSelects,
  rbacRuleIsWhole,
  rbacSubjectIsValid,
  roleRefIsValid,
];
