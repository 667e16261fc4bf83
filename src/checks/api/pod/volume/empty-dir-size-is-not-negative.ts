import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { isNegative } from '../../config/amount-of.ts';
import { forbidden } from '../../field-error.ts';
import { sourceFindings } from './volumes-of.ts';

export const emptyDirSizeIsNotNegative: Rule = {
  id: 'empty-dir-size-is-not-negative',
  severity: 'error',
  why: 'the API server refuses an emptyDir volume of less than nothing',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#emptydir',
  kinds: POD_KINDS,
  keys: ['sizeLimit'],
  *check(subject) {
    yield* sourceFindings(subject, 'emptyDir', function* ({ sizeLimit }, path) {
      if (sizeLimit !== undefined && isNegative(sizeLimit)) yield forbidden(`${path}.sizeLimit`, `must be a size of 0 or more, is ${sizeLimit}`);
    });
  },
};
