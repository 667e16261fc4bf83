import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

export const hookJobRetriesLittle: Rule = {
  id: 'hook-job-retries-little',
  severity: 'error',
  why: 'the default is six retries with growing pauses, inside a sync that nobody else can use meanwhile; a failed migration wants a person',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy',
  kinds: ['batch/Job'],
  keys: [ARGOCD.hook],
  *check({ manifest }) {
    if (hooksOf(manifest).length === 0) return;
    const got = at(manifest, 'spec', 'backoffLimit');
    if (got === 0 || got === 1 || got === 2) return;
    yield {
      path: 'spec.backoffLimit',
      message: got === undefined ? 'Required value: the default is 6' : `Invalid value: ${shown(got)}: must be 0, 1 or 2`,
      fix: 'backoffLimit: 0',
    };
  },
};
