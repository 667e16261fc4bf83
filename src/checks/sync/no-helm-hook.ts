import { pathText } from '../../kernel/path.ts';
import { at, isFields } from '../field.ts';
import { type Rule } from '../rule.ts';

/** R10. */
export const noHelmHook: Rule = {
  id: 'no-helm-hook',
  severity: 'error',
  why: 'Argo CD reads Helm\'s hooks as its own (pre-install is PreSync), except where one of its own stands beside them',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks',
  keys: [/^helm\.sh\/hook/],
  *check({ manifest }) {
    const annotations = at(manifest, 'metadata', 'annotations');
    if (!isFields(annotations)) return;
    for (const key of Object.keys(annotations)) {
      if (key.startsWith('helm.sh/hook')) yield {
        path: pathText(['metadata', 'annotations', key]),
        message: 'Forbidden: Helm is not what applies this',
        fix: 'use argocd.argoproj.io/hook and argocd.argoproj.io/sync-wave',
      };
    }
  },
};
