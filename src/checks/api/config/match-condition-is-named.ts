import { type Rule } from '../../rule.ts';
import { duplicate, required, tooMany } from '../field-error.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { matchConditionsOf, POLICY_KINDS } from './admission-rules-of.ts';
import { eachInvalid } from './each-invalid.ts';
import { WEBHOOK_KINDS } from './webhooks-of.ts';

export const matchConditionIsNamed: Rule = {
  id: 'match-condition-is-named',
  severity: 'error',
  why: 'the API server refuses conditions that say nothing, or can\'t be told apart',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-matchconditions',
  kinds: [...WEBHOOK_KINDS, ...POLICY_KINDS],
  keys: ['matchConditions'],
  *check(subject) {
    for (const { path, conditions } of matchConditionsOf(subject)) {
      if (conditions.length > MOST) yield tooMany(path, conditions.length, MOST);
      const seen = new Set<string>();
      for (const { path: at, item: { name = '', expression = '' } } of conditions) {
        if (expression.trim() === '') yield required(`${at}.expression`, 'write a condition in CEL');
        if (name === '') yield required(`${at}.name`, 'name the condition');
        else yield* eachInvalid(`${at}.name`, name, qualifiedNameErrors(name));
        if (name !== '' && seen.has(name)) yield duplicate(`${at}.name`, name);
        seen.add(name);
      }
    }
  },
};

const MOST = 64;
