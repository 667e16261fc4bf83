import { type Rule } from '../../rule.ts';
import { admissionExpressionsOf } from './admission-expressions-of.ts';
import { POLICY_KINDS } from './admission-rules-of.ts';
import { WEBHOOK_KINDS } from './webhooks-of.ts';

export const admissionExpressionIsJudged: Rule = {
  id: 'admission-expression-is-judged',
  severity: 'warning',
  why: 'the types of the expression can\'t be followed here to the end, so that only the cluster can tell whether it compiles',
  source: 'https://kubernetes.io/docs/reference/using-api/cel/',
  kinds: [...WEBHOOK_KINDS, ...POLICY_KINDS],
  keys: ['expression', 'messageExpression', 'valueExpression'],
  *check(subject) {
    for (const { path, open } of admissionExpressionsOf(subject)) if (open !== undefined) yield { path, message: `not evaluated: ${open}` };
  },
};
