import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { claimRequestFindings, type ClaimSpec } from './claim-spec.ts';

export const claimRequestIsPositive: Rule = {
  id: 'claim-request-is-positive',
  severity: 'error',
  why: 'the API server refuses a claim for a volume of no size',
  source: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#resources',
  kinds: ['/PersistentVolumeClaim'],
  check: (subject) => claimRequestFindings(specOf<ClaimSpec>(subject), 'spec'),
};
