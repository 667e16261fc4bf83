import { type Rule } from '../../rule.ts';
import { required } from '../field-error.ts';
import { metadataOf } from './metadata-of.ts';

export const nameIsGiven: Rule = {
  id: 'name-is-given',
  severity: 'error',
  why: 'the API server refuses an object without a name, unless it is to make one up',
  source: 'https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/apimachinery/pkg/api/validation/objectmeta.go',
  check(subject) {
    const { name, generateName } = metadataOf(subject);
    return name || generateName || REVIEW.test(subject.kind) ? [] : [{ ...required('metadata.name', 'an object has a name, or generateName to begin one with'), fix: 'write a name' }];
  },
};

/** A question that the API server answers, and keeps nothing of. */
const REVIEW = /^auth(?:entication|orization)\.k8s\.io\//;
