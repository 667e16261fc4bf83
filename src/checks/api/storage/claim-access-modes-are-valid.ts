import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { accessModeFindings, type ClaimSpec } from './claim-spec.ts';

export const claimAccessModesAreValid: Rule = {
  id: 'claim-access-modes-are-valid',
  severity: 'error',
  why: 'the API server refuses a claim that doesn\'t say how the volume is to be mounted, or says it wrongly',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  kinds: ['/PersistentVolumeClaim'],
  check: (subject) => accessModeFindings(specOf<ClaimSpec>(subject), 'spec'),
};
