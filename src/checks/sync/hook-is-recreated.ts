import { pathText } from '../../kernel/path.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { annotationOf, hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

/** R1. Without the annotation BeforeHookCreation is Argo CD's default. */
export const hookIsRecreated: Rule = {
  id: 'hook-is-recreated',
  severity: 'error',
  why: 'a Job\'s template is immutable, so a hook that failed and stays makes the next sync fail as well',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/#hook-deletion-policies',
  keys: [ARGOCD.hook],
  *check({ manifest }) {
    if (hooksOf(manifest).length === 0) return;
    const policy = annotationOf(manifest, ARGOCD.hookDeletePolicy);
    if (policy === undefined || policy.split(',').some((each) => each.trim() === 'BeforeHookCreation')) return;
    yield {
      path: pathText(['metadata', 'annotations', ARGOCD.hookDeletePolicy]),
      message: `Unsupported value: ${shown(policy)}: must contain BeforeHookCreation`,
      fix: `${ARGOCD.hookDeletePolicy}: BeforeHookCreation`,
    };
  },
};
