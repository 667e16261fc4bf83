import { textAt } from '../field.ts';
import { isHashedName } from '../hashed-name.ts';
import { type Rule } from '../rule.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';

/** R1. A Job whose name carries a hash of its content is a new object each time, and may do without. */
export const jobIsHook: Rule = {
  id: 'job-is-hook',
  severity: 'error',
  why: 'a Job\'s template is immutable, so that the sync fails at the next image',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/resource_hooks/',
  kinds: ['batch/Job'],
  *check({ manifest }) {
    if (hooksOf(manifest).length > 0 || isHashedName(textAt(manifest, 'metadata', 'name') ?? '')) return;
    yield {
      path: 'metadata.annotations',
      message: 'Job with a fixed name is no hook, and its template is immutable',
      fix: 'argocd.argoproj.io/hook: Sync',
    };
  },
};
