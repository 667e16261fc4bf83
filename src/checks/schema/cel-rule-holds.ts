import { type CelRule } from '../../api/schema/raw-schema.ts';
import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { visible } from '../../kernel/problem.ts';
import { duplicate, forbidden, invalid, required } from '../api/field-error.ts';
import { type Finding } from '../rule.ts';
import { boundValue } from './cel/cel-bound.ts';
import { CelError, CelNotEvaluated } from './cel/cel-error.ts';
import { evaluateCel } from './cel/cel-evaluator.ts';
import { CelMeter } from './cel/cel-meter.ts';
import { celProgram } from './cel/cel-program.ts';
import { type CelScope } from './cel/cel-scope.ts';
import { CelOptional } from './cel/cel-value.ts';
import { celRuleIsEvaluated } from './cel-rule-is-evaluated.ts';
import { type Place } from './place.ts';
import { type SchemaRule } from './schema-rule.ts';

/** The rules that a custom resource definition states in CEL must hold. */
export const celRuleHolds: SchemaRule = {
  id: 'cel-rule-holds',
  severity: 'error',
  why: 'the definition of the custom resource states the rule, and the API server refuses an object that breaks it',
  source: 'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules',
};

/** What all rules of one object may cost together; the schemas of ours take a few thousand steps. */
const BUDGET = 2_000_000;

/** Evaluates the rules of a schema on an object that has its shape, as when the object is created: what compares it with an older one is left out. */
export function holdRules(value: unknown, node: SchemaNode, place: Place): void {
  if (hasRules(node)) holdBelow(value, node, place, new CelMeter(BUDGET));
}

/** Most kinds have no rule, or have them in few places: what has none below is not walked. */
function hasRules(node: SchemaNode): boolean {
  const known = RULED.get(node);
  if (known !== undefined) return known;
  // Until known, and for what leads back to itself.
  RULED.set(node, false);
  const { items, values } = node;
  const found = node.rules.length > 0 || node.alternatives.allOf.some(hasRules) || (items !== undefined && hasRules(items)) || (values !== undefined && hasRules(values)) || node.names.some((name) => hasRules(node.property(name)!));
  RULED.set(node, found);
  return found;
}

const RULED = new WeakMap<SchemaNode, boolean>();

function holdBelow(value: unknown, node: SchemaNode, place: Place, meter: CelMeter): void {
  if (value === null || value === undefined) return;
  if (node.rules.length > 0) holdHere(value, node, node.rules, place, meter);
  for (const also of node.alternatives.allOf) if (also.rules.length > 0) holdHere(value, node, also.rules, place, meter);
  if (typeof value !== 'object') return;
  if (Array.isArray(value)) {
    const { items } = node;
    if (items === undefined || !hasRules(items)) return;
    for (let index = 0; index < value.length && place.enter(index); index++) {
      holdBelow(value[index], items, place, meter);
      place.leave();
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const field = node.field(key);
    if (field === undefined || !hasRules(field) || !place.enter(key)) continue;
    holdBelow((value as Record<string, unknown>)[key], field, place, meter);
    place.leave();
  }
}

function holdHere(value: unknown, node: SchemaNode, rules: readonly CelRule[], place: Place, meter: CelMeter): void {
  let bound: CelScope | undefined;
  for (const rule of rules) {
    try {
      const program = celProgram(rule.rule);
      // It compares with what was before, and before its creation nothing was.
      if (program.usesOldSelf && rule.optionalOldSelf !== true) continue;
      bound ??= { name: 'self', value: boundValue(value, node), outer: { name: 'oldSelf', value: new CelOptional(undefined), outer: undefined } };
      if (evaluateCel(program.node, bound, meter) !== true) place.add(celRuleHolds, broken(value, rule, messageOf(rule, bound, meter), place));
    } catch (error) {
      if (error instanceof CelError) place.add(celRuleHolds, invalid(place.path(), kindOf(value), `${visible(error.message)} evaluating rule: ${textOf(rule)}`));
      else if (error instanceof CelNotEvaluated) place.add(celRuleIsEvaluated, { path: place.path(), message: `rule not evaluated: ${textOf(rule)} (${visible(error.message)})` });
      else throw error;
    }
  }
}

function broken(value: unknown, { fieldPath, reason }: CelRule, message: string, place: Place): Finding {
  const path = fieldPath === undefined ? place.path() : joined(place.path(), fieldPath);
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(path, message);
    case 'FieldValueRequired':
      return required(path, message);
    case 'FieldValueDuplicate':
      return duplicate(path, value);
    default:
      return typeof value === 'object' ? { path, reason: 'Invalid', message: `Invalid value: ${message}` } : invalid(path, value, message);
  }
}

/** A path in a rule begins with a dot, or names a key in brackets and single quotes. */
function joined(path: string, fieldPath: string): string {
  const below = fieldPath.replace(/\['((?:[^'\\]|\\.)*)'\]/g, (_all, key: string) => `[${JSON.stringify(key.replace(/\\(.)/g, '$1'))}]`);
  return path === '' && below.startsWith('.') ? below.slice(1) : `${path}${below}`;
}

function messageOf(rule: CelRule, scope: CelScope, meter: CelMeter): string {
  if (rule.messageExpression !== undefined) {
    try {
      const made = evaluateCel(celProgram(rule.messageExpression).node, scope, meter);
      // The server falls back to the plain message too.
      if (typeof made === 'string' && made.trim() !== '' && !made.trim().includes('\n') && made.length <= LONGEST_MESSAGE) return visible(made.trim());
    } catch (error) {
      if (!(error instanceof CelError) && !(error instanceof CelNotEvaluated)) throw error;
    }
  }
  return rule.message === undefined ? `failed rule: ${rule.rule.trim()}` : rule.message.trim();
}

const LONGEST_MESSAGE = 5000;

function textOf({ message, rule }: CelRule): string {
  return message?.trim() ?? rule.trim();
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}
