import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported, required } from '../../field-error.ts';
import { PULL_POLICIES } from '../container/image-pull-policy-is-known.ts';
import { IMAGE_VOLUMES } from './volume-has-one-source.ts';
import { sourceFindings } from './volumes-of.ts';

export const imageVolumeIsValid: Rule = {
  id: 'image-volume-is-valid',
  severity: 'error',
  why: 'the API server refuses a volume of an image in a Pod that doesn\'t name the image, and pull policies that it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/storage/volumes/#image',
  since: IMAGE_VOLUMES,
  kinds: POD_KINDS,
  keys: ['image'],
  *check(subject) {
    const { kind } = subject;
    yield* sourceFindings(subject, 'image', function* ({ reference = '', pullPolicy = '' }, path) {
      if (reference === '' && kind === '/Pod') yield required(`${path}.reference`, 'name the image');
      if (pullPolicy !== '' && !PULL_POLICIES.includes(pullPolicy)) yield notSupported(`${path}.pullPolicy`, pullPolicy, PULL_POLICIES);
    });
  },
};
