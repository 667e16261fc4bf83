import { type ImpactRule } from '../impact-rule.ts';

/** The API server refuses the change: the field is fixed when the object is made. */
export const immutableFieldChanges: ImpactRule = {
  id: 'immutable-field',
  why: 'the sync fails, and with it everything that comes after',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/',
  check: ({ prediction, title }) =>
    prediction?.result.outcome === 'immutable'
      ? prediction.result.fields.map(({ path, reason, wayOut, otherwise, source }) => ({
          // The others refuse it whatever comes of this one.
          risk: otherwise !== undefined && prediction.result.outcome === 'immutable' && prediction.result.fields.length === 1 ? 'medium' : 'high',
          reason: otherwise === undefined ? `the API server refuses ${title}: ${reason}` : `${title} ${otherwise}; it is refused only where ${reason}`,
          paths: [path],
          wayOut,
          source,
        }))
      : [],
};
