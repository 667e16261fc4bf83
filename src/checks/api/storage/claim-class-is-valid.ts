import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { claimClassFindings, type ClaimSpec } from './claim-spec.ts';

export const claimClassIsValid: Rule = {
  id: 'claim-class-is-valid',
  severity: 'error',
  why: 'the API server refuses a class that nothing can be named, and a volume mode it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
  kinds: ['/PersistentVolumeClaim'],
  keys: ['storageClassName', 'volumeMode', 'volumeAttributesClassName'],
  check: (subject) => claimClassFindings(specOf<ClaimSpec>(subject), 'spec', subject.set.minor),
};
