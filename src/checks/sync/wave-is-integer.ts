import { pathText } from '../../kernel/path.ts';
import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { annotationsOf, ARGOCD } from '../sync-order.ts';

/** R5. */
export const waveIsInteger: Rule = {
  id: 'wave-is-integer',
  severity: 'error',
  why: 'Argo CD reads anything else as wave 0, without a word',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  keys: [ARGOCD.wave],
  check({ manifest }) {
    const got = at(annotationsOf(manifest), ARGOCD.wave);
    if (got === undefined || (typeof got === 'string' && /^-?\d{1,9}$/.test(got))) return [];
    const meant = typeof got === 'string' || typeof got === 'number' ? Number(got) : 0;
    return [{
      path: pathText(['metadata', 'annotations', ARGOCD.wave]),
      message: `Invalid value: ${shown(got)}: must be a string that holds an integer`,
      fix: `${ARGOCD.wave}: "${Number.isSafeInteger(meant) ? meant : 0}"`,
    }];
  },
};
