import { celFaults } from '../../schema/cel/cel-faults.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { structuralExpressionsOf } from './structural-expressions-of.ts';
import { DEFINITION_KINDS, structuralNodesOf } from './structural-nodes.ts';

export const structuralRuleIsJudged: Rule = {
  id: 'structural-rule-is-judged',
  severity: 'warning',
  why: 'the types of the rule can\'t be followed here to the end, so that only the cluster can tell whether it compiles',
  source: 'https://kubernetes.io/docs/reference/using-api/cel/',
  kinds: DEFINITION_KINDS,
  keys: ['x-kubernetes-validations'],
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      for (const { path, rule: { rule, messageExpression }, variables } of structuralExpressionsOf(node)) {
        yield* openFindings(`${path}.rule`, celFaults(rule ?? 'true', variables, ['bool']).open);
        yield* openFindings(`${path}.messageExpression`, celFaults(messageExpression ?? '""', variables, ['string']).open);
      }
    }
  },
};

function* openFindings(path: string, open: string | undefined): Iterable<Finding> {
  if (open !== undefined) yield { path, message: `not evaluated: ${open}` };
}
