import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { admissionExpressionsOf } from './admission-expressions-of.ts';
import { POLICY_KINDS } from './admission-rules-of.ts';
import { WEBHOOK_KINDS } from './webhooks-of.ts';

export const admissionExpressionIsCel: Rule = {
  id: 'admission-expression-is-cel',
  severity: 'error',
  why: 'the API server refuses an expression that doesn\'t compile: with broken syntax, a variable that isn\'t there, or types that don\'t go together',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#validation-expression',
  kinds: [...WEBHOOK_KINDS, ...POLICY_KINDS],
  keys: ['expression', 'messageExpression', 'valueExpression'],
  *check(subject) {
    for (const { path, source, faults } of admissionExpressionsOf(subject)) for (const fault of faults) yield invalid(path, source, `compilation failed: ${fault}`);
  },
};
