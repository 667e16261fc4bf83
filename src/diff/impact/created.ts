import { type ImpactRule } from '../impact-rule.ts';

/** The object is new. */
export const created: ImpactRule = {
  id: 'created',
  why: 'a new object runs, binds or admits something that was not there',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/',
  check: ({ status, title, before }) => {
    if (status === 'added') return [{ risk: 'low', reason: `${title} is made` }];
    return status === 'renamed' ? [{ risk: 'low', reason: `${title} is made anew; it was called ${before!.metadata.name}` }] : [];
  },
};
