import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

export const hookJobKeepsLogs: Rule = {
  id: 'hook-job-keeps-logs',
  severity: 'error',
  why: 'its log goes with it, before anybody was called and came to read it; removed at once, Argo CD may not even see that it ended',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/',
  kinds: ['batch/Job'],
  keys: [ARGOCD.hook],
  *check({ manifest }) {
    if (hooksOf(manifest).length === 0) return;
    const got = at(manifest, 'spec', 'ttlSecondsAfterFinished');
    if (got === undefined || (typeof got === 'number' && got >= HOUR)) return;
    yield {
      path: 'spec.ttlSecondsAfterFinished',
      message: `Invalid value: ${shown(got)}: must be at least ${HOUR} (an hour), or absent`,
      fix: 'ttlSecondsAfterFinished: 86400',
    };
  },
};

const HOUR = 3600;
