import { type ImpactRule } from '../impact-rule.ts';

/** The API server holds the same object after as before. */
export const noEffect: ImpactRule = {
  id: 'no-effect',
  why: 'what the API server holds already needs no second look',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/',
  check: ({ prediction, title, kind }) => {
    if (prediction?.result.outcome !== 'no-op') return [];
    const detail = kind === '/Service' ? ': a Service keeps the address it was given' : '';
    return [{ risk: 'none', reason: `${title} stays as the API server holds it${detail}` }];
  },
};
