import { celRuleHolds } from './cel-rule-holds.ts';
import { celRuleIsEvaluated } from './cel-rule-is-evaluated.ts';
import { fieldIsKnown } from './field-is-known.ts';
import { kindIsChecked } from './kind-is-checked.ts';
import { kindIsServed } from './kind-is-served.ts';
import { listEntryIsUnique } from './list-entry-is-unique.ts';
import { objectCanBeApplied } from './object-can-be-applied.ts';
import { patternIsEvaluated } from './pattern-is-evaluated.ts';
import { requiredFieldIsSet } from './required-field-is-set.ts';
import { type SchemaRule } from './schema-rule.ts';
import { valueFitsSchema } from './value-fits-schema.ts';
import { valueHasItsType } from './value-has-its-type.ts';
import { versionIsCurrent } from './version-is-current.ts';

/** Everything that reading a manifest by its schema may say, for those who list and explain rules. */
export const SCHEMA_RULES: readonly SchemaRule[] = [
  kindIsServed,
  versionIsCurrent,
  kindIsChecked,
  fieldIsKnown,
  valueHasItsType,
  requiredFieldIsSet,
  valueFitsSchema,
  listEntryIsUnique,
  patternIsEvaluated,
  celRuleHolds,
  celRuleIsEvaluated,
  objectCanBeApplied,
];
