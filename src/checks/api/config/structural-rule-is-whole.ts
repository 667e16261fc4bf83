import { type ValidationRule } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { itemsOf } from './items-of.ts';
import { leadsThrough } from './structural-field-path.ts';
import { DEFINITION_KINDS, type StructuralNode, structuralNodesOf } from './structural-nodes.ts';

export const structuralRuleIsWhole: Rule = {
  id: 'structural-rule-is-whole',
  severity: 'error',
  why: 'the API server refuses a validation rule that checks nothing, or that couldn\'t say what is wrong and where',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
  kinds: DEFINITION_KINDS,
  keys: ['x-kubernetes-validations'],
  *check(subject) {
    for (const node of structuralNodesOf(subject)) {
      for (const { path, item } of itemsOf<ValidationRule>(node.schema['x-kubernetes-validations'], `${node.path}.x-kubernetes-validations`)) {
        yield* textFindings(item, path);
        yield* placeFindings(item, path, node);
      }
    }
  },
};

function* textFindings({ rule, message, messageExpression }: Partial<ValidationRule>, path: string): Iterable<Finding> {
  const [checks, says] = [(rule ?? '').trim(), (message ?? '').trim()];
  if (checks === '') yield required(`${path}.rule`, 'write a rule in CEL');
  else if (says === '' && (message ?? '') !== '') yield invalid(`${path}.message`, message, 'must not be blank');
  else if (BREAK.test(says)) yield invalid(`${path}.message`, message, 'must not contain line breaks');
  else if (says === '' && BREAK.test(checks)) yield required(`${path}.message`, 'a rule of several lines must have a message');
  if ((messageExpression ?? '') !== '' && (messageExpression ?? '').trim() === '') yield required(`${path}.messageExpression`, 'must not be blank');
}

function* placeFindings({ reason, fieldPath }: Partial<ValidationRule>, path: string, { schema }: StructuralNode): Iterable<Finding> {
  if (typeof reason === 'string' && !REASONS.includes(reason)) yield notSupported(`${path}.reason`, reason, REASONS);
  const to = fieldPath ?? '';
  if (to === '') return;
  if (to.trim() === '') yield invalid(`${path}.fieldPath`, to, 'must not be blank');
  if (BREAK.test(to)) yield invalid(`${path}.fieldPath`, to, 'must not contain line breaks');
  if (!leadsThrough(to, schema)) yield { ...invalid(`${path}.fieldPath`, to, 'must lead to a field of the schema, such as .spec.replicas or [\'a.b\']') };
}

const BREAK = /[\n\r]/;
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];
