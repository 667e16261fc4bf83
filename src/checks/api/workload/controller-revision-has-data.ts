import { type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { nonNegativeErrors } from '../syntax/whole-number.ts';

export const controllerRevisionHasData: Rule = {
  id: 'controller-revision-has-data',
  severity: 'error',
  why: 'a revision is kept so that its data can be gone back to',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/',
  kinds: ['apps/ControllerRevision'],
  *check({ defaulted, set }) {
    const { data, revision } = defaulted as { readonly data?: unknown; readonly revision?: number };
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
    if (data === undefined || (!isObject && set.minor >= OBJECT_SINCE)) yield required('data', 'must be a JSON object');
    if (revision !== undefined) for (const error of nonNegativeErrors(revision)) yield invalid('revision', revision, error);
  },
};

/** The minor since which any other JSON is refused. */
const OBJECT_SINCE = 31;
