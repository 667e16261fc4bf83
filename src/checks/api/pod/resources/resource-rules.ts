import { type Rule } from '../../../rule.ts';
import { hugePagesHaveCompany } from './huge-pages-have-company.ts';
import { overheadNeedsRuntimeClass } from './overhead-needs-runtime-class.ts';
import { podClaimIsValid } from './pod-claim-is-valid.ts';
import { podResourcesCoverContainers } from './pod-resources-cover-containers.ts';
import { requestFitsLimit } from './request-fits-limit.ts';
import { resourceAmountIsPossible } from './resource-amount-is-possible.ts';
import { resourceClaimIsDeclared } from './resource-claim-is-declared.ts';
import { resourceNameIsKnown } from './resource-name-is-known.ts';

/** What the API server refuses about what pods and their containers ask for. */
export const RESOURCE_RULES: readonly Rule[] = [
  hugePagesHaveCompany,
  overheadNeedsRuntimeClass,
  podClaimIsValid,
  podResourcesCoverContainers,
  requestFitsLimit,
  resourceAmountIsPossible,
  resourceClaimIsDeclared,
  resourceNameIsKnown,
];
