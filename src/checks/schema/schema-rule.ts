import { type Finding, type Rule } from '../rule.ts';

/** A rule that speaks while a manifest is read by its schema, all of them in one walk. */
export type SchemaRule = Pick<Rule, 'id' | 'severity' | 'why' | 'source'>;

/** What a rule found. */
export interface SchemaFinding {
  readonly rule: SchemaRule;
  readonly finding: Finding;
}
