import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { claimSelectorFindings, type ClaimSpec } from './claim-spec.ts';

export const claimSelectorIsValid: Rule = {
  id: 'claim-selector-is-valid',
  severity: 'error',
  why: 'the API server refuses a selector that no labels can satisfy as it is written',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#selector',
  kinds: ['/PersistentVolumeClaim'],
  keys: ['selector'],
  check: (subject) => claimSelectorFindings(specOf<ClaimSpec>(subject), 'spec'),
};
