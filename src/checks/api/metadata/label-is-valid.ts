import { type Rule } from '../../rule.ts';
import { labelMapFindings } from '../syntax/label-selector.ts';
import { metadataOf } from './metadata-of.ts';

export const labelIsValid: Rule = {
  id: 'label-is-valid',
  severity: 'error',
  why: 'the API server refuses a label that selectors could not be written for',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set',
  check: (subject) => labelMapFindings(metadataOf(subject).labels, 'metadata.labels'),
};
