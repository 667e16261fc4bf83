import { type Rule } from '../../rule.ts';
import { annotationFindings } from '../syntax/annotations.ts';
import { metadataOf } from './metadata-of.ts';

export const annotationIsValid: Rule = {
  id: 'annotation-is-valid',
  severity: 'error',
  why: 'the API server refuses an annotation whose key has another form, and more than 256 KiB of them',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/#syntax-and-character-set',
  check: (subject) => annotationFindings(metadataOf(subject).annotations, 'metadata.annotations'),
};
