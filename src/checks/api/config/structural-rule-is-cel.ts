import { celFaults } from '../../schema/cel/cel-faults.ts';
import { celUses } from '../../schema/cel/cel-program.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { type StructuralExpression, structuralExpressionsOf } from './structural-expressions-of.ts';
import { structuralShape } from './structural-shape.ts';
import { DEFINITION_KINDS, structuralNodesOf } from './structural-nodes.ts';

export const structuralRuleIsCel: Rule = {
  id: 'structural-rule-is-cel',
  severity: 'error',
  why: 'the API server refuses a validation rule that doesn\'t compile: with broken syntax, names that the schema doesn\'t have, or types that don\'t go together',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
  kinds: DEFINITION_KINDS,
  keys: ['x-kubernetes-validations'],
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      const expressions = structuralExpressionsOf(node);
      if (expressions.length > 0 && structuralShape(node.schema, node.isResource) === undefined) yield invalid(`${node.path}.x-kubernetes-validations`, node.schema.type ?? '', 'a rule needs a type to look at, of the value and of the items of a list');
      else for (const expression of expressions) yield* ruleFindings(expression);
    }
  },
};

function* ruleFindings({ path, rule: { rule, messageExpression, optionalOldSelf }, variables, uncorrelated }: StructuralExpression): Iterable<Finding> {
  if ((rule ?? '').trim() === '') return;
  const { faults, node } = celFaults(rule!, variables, ['bool']);
  for (const fault of faults) yield invalid(`${path}.rule`, rule, `compilation failed: ${fault}`);
  if ((messageExpression ?? '').trim() !== '') {
    for (const fault of celFaults(messageExpression!, variables, ['string']).faults) yield invalid(`${path}.messageExpression`, messageExpression, `compilation failed: ${fault}`);
  }
  if (faults.length > 0 || node === undefined) return;
  const usesOldSelf = celUses(node, 'oldSelf');
  if (usesOldSelf && uncorrelated !== undefined) yield invalid(`${path}.rule`, rule, `oldSelf can't be used within ${uncorrelated}, whose parts can't be told apart from one state to the next`);
  if (!usesOldSelf && typeof optionalOldSelf === 'boolean') yield invalid(`${path}.optionalOldSelf`, optionalOldSelf, 'may not be set where the rule doesn\'t use oldSelf');
}
