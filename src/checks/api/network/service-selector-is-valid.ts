import { type Rule } from '../../rule.ts';
import { labelMapFindings } from '../syntax/label-selector.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const serviceSelectorIsValid: Rule = {
  id: 'service-selector-is-valid',
  severity: 'error',
  why: 'the API server refuses a selector of labels that no pod can have',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  kinds: SERVICE,
  keys: ['selector'],
  *check(subject) {
    const { selector } = serviceOf(subject).spec;
    if (selector) yield* labelMapFindings(selector, 'spec.selector');
  },
};
