import { type Rule } from '../../rule.ts';
import { annotationIsValid } from './annotation-is-valid.ts';
import { finalizerIsQualified } from './finalizer-is-qualified.ts';
import { generationIsNotNegative } from './generation-is-not-negative.ts';
import { labelIsValid } from './label-is-valid.ts';
import { nameFitsKind } from './name-fits-kind.ts';
import { nameIsGiven } from './name-is-given.ts';
import { namespaceNameIsLabel } from './namespace-name-is-label.ts';
import { ownerReferenceIsWhole } from './owner-reference-is-whole.ts';
import { podSecurityLevelIsKnown } from './pod-security-level-is-known.ts';

/** What the API server wants of the metadata of any object. */
export const METADATA_RULES: readonly Rule[] = [
  nameIsGiven,
  nameFitsKind,
  namespaceNameIsLabel,
  labelIsValid,
  annotationIsValid,
  finalizerIsQualified,
  ownerReferenceIsWhole,
  generationIsNotNegative,
  podSecurityLevelIsKnown,
];
