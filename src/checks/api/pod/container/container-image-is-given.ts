import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { invalid, required } from '../../field-error.ts';

export const containerImageIsGiven: Rule = {
  id: 'container-image-is-given',
  severity: 'error',
  why: 'the API server refuses a container without an image, and in a Pod one with spaces around it',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  kinds: POD_KINDS,
  *check({ kind, apiContainers }) {
    for (const { path, list, container: { image = '' } } of apiContainers) {
      if (image === '') yield required(`${path}.image`, 'a container has an image');
      // A template may hold a placeholder; a pod is to be run.
      else if (image.trim() !== image && (kind === '/Pod' || list === 'ephemeralContainers')) yield invalid(`${path}.image`, image, 'must not have leading or trailing whitespace');
    }
  },
};
