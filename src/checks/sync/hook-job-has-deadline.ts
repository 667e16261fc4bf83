import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

/** R8. */
export const hookJobHasDeadline: Rule = {
  id: 'hook-job-has-deadline',
  severity: 'error',
  why: 'Argo CD waits for a hook without limit, and a hung sync blocks the commit that would mend it',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  kinds: ['batch/Job'],
  keys: [ARGOCD.hook],
  *check({ manifest }) {
    if (hooksOf(manifest).length === 0) return;
    const got = at(manifest, 'spec', 'activeDeadlineSeconds');
    if (typeof got === 'number' && got > 0) return;
    yield {
      path: 'spec.activeDeadlineSeconds',
      message: got === undefined ? 'Required value: a hook without a deadline may run for ever' : `Invalid value: ${shown(got)}: must be a number of seconds above 0`,
      fix: 'activeDeadlineSeconds: 600',
    };
  },
};
