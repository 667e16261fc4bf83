import { type SchemaRule } from './schema-rule.ts';

/** What can't be judged must be said: silence would look like a verdict. */
export const patternIsEvaluated: SchemaRule = {
  id: 'pattern-is-evaluated',
  severity: 'warning',
  why: 'the pattern, or the length of the text, is beyond what can be matched here, so that only the cluster can tell',
  source: 'https://github.com/google/re2/wiki/Syntax',
};
