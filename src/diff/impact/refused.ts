import { type ImpactRule } from '../impact-rule.ts';

/** Each manifest alone is right, but not over what the former one left. */
export const refusedInTransition: ImpactRule = {
  id: 'refused-in-transition',
  why: 'a fresh cluster takes it, and the one that runs does not',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#clearing-managedfields',
  check: ({ prediction, title }) =>
    prediction?.result.outcome === 'transition'
      ? [
          {
            risk: 'high',
            reason: `the API server refuses ${title} over what is live: ${prediction.result.why.join('; ')}`,
            wayOut: 'release twice: first write out the field that stays behind, then remove it; or delete the object first',
          },
        ]
      : [],
};

/** The API server would refuse the object anywhere. */
export const refusedAsInvalid: ImpactRule = {
  id: 'refused-as-invalid',
  why: 'the sync fails, and with it everything that comes after',
  source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation',
  check: ({ prediction, title }) =>
    prediction?.result.outcome === 'invalid' ? [{ risk: 'high', reason: `the API server refuses ${title}: ${prediction.result.why.join('; ')}`, wayOut: 'slipway validate names the fields and what to write' }] : [],
};

/** Server-side apply refuses what creating would take. */
export const refusedByApply: ImpactRule = {
  id: 'refused-by-apply',
  why: 'the sync fails, though the object as such is right',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
  check: ({ prediction, title }) =>
    prediction?.result.outcome === 'refused-by-apply' ? [{ risk: 'high', reason: `server-side apply refuses ${title}: ${prediction.result.why.join('; ')}`, wayOut: 'write each key once' }] : [],
};
